using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Integration;

/// <summary>A service that is configured wrongly does not start, and says what to change.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData("""
        { "clients": [
            { "id": "x", "name": "X", "operator": "X", "type": "secretive" }
        ] }
        """, "extra.json(2): x: type must be confidential or public")]
    [InlineData("""
        { "clients": [
            { "id": "x", "name": "X", "operator": "X", "type": "public", "grants": ["authorization_code"],
              "redirectUris": ["https://x.example/cb#fragment"], "scopes": ["accounts:read"] }
        ] }
        """, "extra.json(3): x: redirectUris hold https://x.example/cb#fragment, which has a fragment")]
    [InlineData("""
        { "clients": [
            { "id": "x", "name": "X", "operator": "X", "type": "public", "grants": ["authorization_code"],
              "redirectUris": ["https://x.example/cb"],
              "scopes": ["accounts:write"] }
        ] }
        """, "extra.json(4): x: scopes hold accounts:write, which is not among the scopes")]
    [InlineData("""
        { "clients": [
            { "id": "x", "name": "X", "operator": "X", "type": "confidential", "grants": ["client_credentials"], "scopes": ["statements:run"] }
        ] }
        """, "extra.json(2): x: type is confidential, but the setting ClientSecrets:x is not set")]
    [InlineData("""
        { "clients": [
            { "id": "x", "name": "X", "operator": "X", "type": "public", "grants": ["authorization_code"],
              "redirectUris": ["https://x.example/cb"], "scopes": ["accounts:read"], "requirePkce": false }
        ] }
        """, "extra.json(3): x: requirePkce may be false only where Legacy:Enabled is true")]
    [InlineData("""
        { "people": [
            { "userName": "alice", "password": "p", "displayName": "A", "email": "a@x", "customerNumber": "1" }
        ] }
        """, "extra.json(2): alice: userName is used twice")]
    [InlineData("{\n  \"clients\": [\n  }\n}", "extra.json(3): this is not JSON")]
    [InlineData("{\n  \"client\": []\n}", "extra.json(2): client is unknown")]
    public async Task A_mistake_in_the_file_of_clients_is_named_with_its_line(string file, string mistake)
    {
        await using var demo = DemoSystem.Prepare(new() { ExtraFile = file });

        (await FailureOfAsync(demo, "authorization-server")).ShouldContain(mistake);
    }

    [Theory]
    [InlineData("authorization-server")]
    [InlineData("bank-api")]
    [InlineData("gateway")]
    [InlineData("finance-aggregator")]
    public async Task In_Production_no_service_starts_with_an_http_issuer(string service)
    {
        await using var demo = DemoSystem.Prepare(new() { Environment = "Production", BankFile = "{}", ExtraFile = "{}" });

        var failure = await FailureOfAsync(demo, service);

        failure.ShouldContain("OAuth:Issuer");
        failure.ShouldContain("https");
    }

    [Fact]
    public async Task In_Production_the_demo_people_are_refused_by_name()
    {
        await using var demo = DemoSystem.Prepare(new()
        {
            Environment = "Production",
            ExtraFile = "{}",
            Settings = new Dictionary<string, string?> { ["OAuth:Issuer"] = "https://bank.example/" },
        });

        (await FailureOfAsync(demo, "authorization-server")).ShouldMatch(@"bank\.json\(\d+\): alice: .*demo");
    }

    [Fact]
    public async Task In_Production_legacy_clients_are_refused()
    {
        await using var demo = DemoSystem.Prepare(new()
        {
            Environment = "Production",
            Legacy = true,
            BankFile = "{}",
            ExtraFile = "{}",
            Settings = new Dictionary<string, string?> { ["OAuth:Issuer"] = "https://bank.example/" },
        });

        (await FailureOfAsync(demo, "authorization-server")).ShouldContain("Legacy:Enabled");
    }

    [Theory]
    [InlineData("OAuth:Issuer", "not an address")]
    [InlineData("OAuth:Issuer", "ftp://bank.example/")]
    [InlineData("OAuth:Issuer", "http://localhost:1/?tenant=1")]
    public async Task An_issuer_that_is_no_web_address_is_refused(string setting, string value)
    {
        await using var demo = DemoSystem.Prepare(new() { Settings = new Dictionary<string, string?> { [setting] = value } });

        (await FailureOfAsync(demo, "authorization-server")).ShouldContain($"{setting}");
    }

    private static async Task<string> FailureOfAsync(DemoSystem demo, string service) =>
        (await Should.ThrowAsync<Exception>(demo.Service(service).StartAsync())).ToString();
}
