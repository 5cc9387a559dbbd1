using System.Text.Json;
using OAuthDemo.Integration.Demo;
using OAuthDemo.ResourceOwner.Browsing;

namespace OAuthDemo.Integration;

/// <summary>
/// Client and server share no constant: each knows its own name for things. Here what the clients really send is held against
/// what the server has written down.
/// </summary>
public sealed class RegistrationTests(DemoSystem demo)
{
    private static readonly JsonElement _bank = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(DemoService.Repository, "services", "AuthorizationServer", "bank.json")),
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }).RootElement;

    [Fact]
    public async Task The_aggregator_asks_as_it_is_registered()
    {
        var person = demo.NewPerson();

        await person.StartConnectingAsync();

        ShouldBeRegistered(AuthorizationRequest(), "finance-aggregator", person.Browser.Page);
    }

    [Fact]
    public async Task The_aggregator_signs_in_as_it_is_registered()
    {
        var browser = demo.Browser();
        var page = await browser.GoAsync(demo.Addresses.AtAggregator("sign-in"));

        await browser.SubmitAsync(page.Form("sign-in"));

        ShouldBeRegistered(AuthorizationRequest(), "finance-aggregator-signin", browser.Page);
    }

    [Fact]
    public async Task The_API_knows_the_scopes_that_the_authorization_server_gives_out()
    {
        var catalogue = Names(_bank.GetProperty("scopes"), "name").ToHashSet();
        var resource = (await demo.Http().GetAsync(".well-known/oauth-protected-resource")).Json;
        var document = (await demo.Http().GetAsync("api/openapi.json")).Json;
        var flow = document.GetProperty("components").GetProperty("securitySchemes").EnumerateObject()
            .Select(scheme => scheme.Value.GetProperty("flows")).Single(flows => flows.TryGetProperty("authorizationCode", out _)).GetProperty("authorizationCode");

        resource.GetProperty("scopes_supported").EnumerateArray().Select(scope => scope.GetString()!).ShouldBeSubsetOf(catalogue);
        flow.GetProperty("scopes").EnumerateObject().Select(scope => scope.Name).ShouldBeSubsetOf(catalogue);
    }

    [Fact]
    public async Task The_reference_page_of_the_API_asks_as_it_is_registered()
    {
        var page = await demo.Browser().GoAsync(demo.Addresses.AtBank("api/docs/"));
        var client = Client("api-reference");
        var redirectUris = Texts(client, "redirectUris").Select(uri => uri.Replace("{gateway}", demo.Issuer.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal));

        page.Body.ShouldContain("api-reference");
        redirectUris.ShouldContain(uri => page.Body.Contains($"\"{uri}\""));
    }

    [Fact]
    public void The_gateway_lets_every_scope_of_the_bank_pass()
    {
        var settings = JsonDocument.Parse(File.ReadAllText(Path.Combine(DemoService.Repository, "services", "Gateway", "appsettings.json"))).RootElement;
        var known = settings.GetProperty("Bank").GetProperty("Scopes").EnumerateArray().Select(scope => scope.GetString()!).ToHashSet();

        Names(_bank.GetProperty("scopes"), "name").Where(scope => scope.Contains(':', StringComparison.Ordinal)).ShouldBeSubsetOf(known);
    }

    [Fact]
    public void The_demo_people_are_those_whom_the_tests_play() =>
        _bank.GetProperty("people").EnumerateArray()
            .ToDictionary(person => person.GetProperty("userName").GetString()!, person => person.GetProperty("password").GetString()!)
            .ShouldBe(TestPeople.Shipped, ignoreOrder: true);

    private static Dictionary<string, string> AuthorizationRequest() =>
        TestExchanges.Log.Exchanges.First(exchange => exchange.Url.EndsWith("/connect/authorize", StringComparison.Ordinal))
            .Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value);

    // What it asks for was pushed (RFC 9126): the bank has held it against the registration, and the browser carries nothing but a reference.
    private static void ShouldBeRegistered(Dictionary<string, string> request, string id, Page shown)
    {
        request["client_id"].ShouldBe(id);
        request.Keys.ShouldBe(["client_id", "request_uri"], ignoreOrder: true);
        shown.Name.ShouldBe("login", shown.Text);
    }

    private static JsonElement Client(string id) => _bank.GetProperty("clients").EnumerateArray().Single(client => client.GetProperty("id").GetString() == id);

    private static IEnumerable<string> Names(JsonElement list, string member) => list.EnumerateArray().Select(item => item.GetProperty(member).GetString()!);

    private static List<string> Texts(JsonElement element, string member) => [.. element.GetProperty(member).EnumerateArray().Select(item => item.GetString()!)];
}
