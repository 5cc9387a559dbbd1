using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using OAuthDemo.AuthorizationServer.Catalogue;
using OAuthDemo.Registration;

namespace OAuthDemo.Unit.AuthorizationServer;

/// <summary>Whoever mistypes something in bank.json is told what, in which file, on which line.</summary>
public sealed class BankFileTests
{
    private const string Scopes = """ "scopes": [ { "name": "a", "title": "A", "sentence": "See a." }, { "name": "offline_access", "title": "O", "sentence": "O." } ] """;

    [Fact]
    public void The_file_that_is_shipped_has_no_mistake()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "bank.json");

        var secrets = ConfidentialClients.Read(file).Select(client => KeyValuePair.Create($"ClientSecrets:{client}", (string?)"secret"));
        var bank = BankFile.Load([file], Configured(new([.. Shipped, .. secrets])), Environment());

        bank.Client("finance-aggregator")!.RedirectUris.ShouldBe(["http://localhost:8090/callback/bank"]);
        bank.Clients.ShouldAllBe(client => client.RequiresPkce);
        bank.People.Select(person => person.UserName).ShouldBe(["alice", "bob", "carol"]);
        bank.Scope("accounts:read")!.Optional.ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{ "id": "x", "name": "X", "operator": "X", "type": "private" }""", "bank.json(3): x: type must be confidential or public")]
    [InlineData("""{ "id": "x", "name": "X", "type": "public" }""", "bank.json(3): x: operator is missing")]
    [InlineData("""{ "id": "x", "name": "X", "operator": "X", "type": "public", "redirectUri": [] }""", "bank.json(3): x: redirectUri is unknown; known are")]
    [InlineData("""{ "id": "x", "name": "X", "operator": "X", "type": "public", "grants": ["implicit"] }""", "bank.json(3): x: grants may hold implicit only where Legacy:Enabled is true")]
    [InlineData("""{ "id": "x", "name": "X", "operator": "X", "type": "public", "scopes": ["b"] }""", "bank.json(3): x: scopes hold b, which is not among the scopes of the file")]
    [InlineData("""{ "id": "x", "name": "X", "operator": "X", "type": "public", "grants": ["authorization_code"] }""", "bank.json(3): x: redirectUris must name at least one address")]
    [InlineData("""{ "id": "x", "name": "X", "operator": "X", "type": "public", "redirectUris": ["/cb"] }""", "bank.json(3): x: redirectUris hold /cb, which is not an absolute http or https address")]
    [InlineData("""{ "id": "x", "name": "X", "operator": "X", "type": "public", "redirectUris": ["{shop}/cb"] }""", "bank.json(3): x: redirectUris hold {shop}, but the setting Addresses:shop is not set")]
    [InlineData("""{ "id": "x", "name": "X", "operator": "X", "type": "confidential" }""", "bank.json(3): x: type is confidential, but the setting ClientSecrets:x is not set")]
    [InlineData("""{ "id": "x", "name": "X", "operator": "X", "type": "confidential", "secret": "s" }""", "bank.json(3): x: secret must not stand in this file; set ClientSecrets:x")]
    [InlineData("""{ "id": "x", "name": "X", "operator": "X", "type": "public", "requirePkce": false }""", "bank.json(3): x: requirePkce may be false only where Legacy:Enabled is true")]
    [InlineData("""{ "id": "x", "name": "X", "operator": "X", "type": "public", "scopes": ["offline_access"] }""", "bank.json(3): x: grants must hold refresh_token")]
    [InlineData("""{ "id": "x", "name": "X", "operator": "X", "type": "public", "grants": ["client_credentials"] }""", "bank.json(3): x: type must be confidential for client_credentials")]
    [InlineData("""{ "id": "x", "name": "X", "operator": "X", "type": "public", "native": "yes" }""", "bank.json(3): x: native must be true or false")]
    [InlineData(""" "x" """, "bank.json(3): must be an object")]
    public void A_mistake_is_told_with_its_line(string client, string mistake) =>
        MistakesOf($"{{ {Scopes},\n\"clients\": [\n{client}\n] }}").ShouldContain(line => line.StartsWith(mistake, StringComparison.Ordinal));

    [Fact]
    public void The_line_is_that_of_the_value_and_not_that_of_the_client()
    {
        var mistakes = MistakesOf($$"""
            { {{Scopes}},
              // a comment counts as a line
              "clients": [
                {
                  "id": "x", "name": "X", "operator": "X", "type": "public",
                  "grants": [ "authorization_code",
                    "implicit" ],
                  "redirectUris": [ "https://x.example/cb" ]
                } ] }
            """);

        mistakes.ShouldHaveSingleItem().ShouldStartWith("bank.json(7): x: grants may hold implicit");
    }

    [Fact]
    public void What_is_not_JSON_is_told_with_its_line() =>
        MistakesOf("{\n\"scopes\": [\n  oops ] }").ShouldHaveSingleItem().ShouldStartWith("bank.json(3): this is not JSON:");

    [Fact]
    public void Every_mistake_is_told_at_once() =>
        MistakesOf("""{ "scopes": [ { "name": "a" } ], "clients": [ { "id": "x" } ], "others": [] }""").Count.ShouldBe(6);

    [Fact]
    public void A_name_is_used_once() =>
        MistakesOf($$"""{ {{Scopes}}, "people": [ {{Dora}}, {{Dora}} ] }""").ShouldHaveSingleItem().ShouldBe("bank.json(1): dora: userName is used twice");

    [Fact]
    public void Production_has_no_people_whose_passwords_stand_in_a_file() =>
        MistakesOf($$"""{ "people": [ {{Dora}} ] }""", Environments.Production).ShouldHaveSingleItem().ShouldContain("is a demo person");

    [Fact]
    public void Production_has_no_legacy_clients() => Should.Throw<ConfigurationMistake>(() =>
        BankFile.Load([], Configured(new() { ["Legacy:Enabled"] = "true" }), Environment(Environments.Production))).Message.ShouldContain("Legacy:Enabled");

    [Fact]
    public void A_file_that_does_not_exist_is_named() =>
        Should.Throw<ConfigurationMistake>(() => BankFile.Load(["nowhere.json"], Configured([]), Environment())).Message.ShouldContain("nowhere.json");

    [Fact]
    public void Whoever_starts_the_server_reads_the_sentence_and_no_stack() =>
        new ConfigurationMistake(["bank.json(3): x"]).ToString().ShouldEndWith("cannot start:" + System.Environment.NewLine + "bank.json(3): x");

    private const string Dora = """{ "userName": "dora", "password": "dora-test-4", "displayName": "Dora", "email": "d@x.example", "customerNumber": "1" }""";

    private static readonly Dictionary<string, string?> Shipped = new()
    {
        ["Addresses:gateway"] = "http://localhost:8080",
        ["Addresses:finance-aggregator"] = "http://localhost:8090/",
        ["Addresses:flow-explorer"] = "http://localhost:8070",
        ["ClientKeys:statement-worker"] = """{"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}""", // RFC 7517 appendix A.1
    };

    private static IReadOnlyList<string> MistakesOf(string text, string? environment = null)
    {
        var draft = new BankDraft(Configured([]), Environment(environment));
        draft.Add("bank.json", text);
        return Should.Throw<ConfigurationMistake>(draft.ToBank).Mistakes;
    }

    private static IConfiguration Configured(Dictionary<string, string?> settings) => new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

    private static TestEnvironment Environment(string? name = null) => new() { EnvironmentName = name ?? Environments.Development };

    private sealed class TestEnvironment : IHostEnvironment
    {
        public required string EnvironmentName { get; set; }

        public string ApplicationName { get; set; } = "test";

        public string ContentRootPath { get; set; } = AppContext.BaseDirectory;

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
