using System.Text.Json;
using OAuthDemo.Integration.Demo;
using OAuthDemo.ResourceOwner.Exchanges;

namespace OAuthDemo.Security;

/// <summary>A client always knows whose answer it holds (RFC 9207, RFC 8414).</summary>
public sealed class IssuerTests(DemoSystem demo)
{
    private const string OpenIdMetadata = ".well-known/openid-configuration";
    private const string OAuthMetadata = ".well-known/oauth-authorization-server";

    [Fact] // RFC 9207 §2
    public async Task I01_An_authorization_response_names_the_issuer_that_the_metadata_names()
    {
        var grant = await demo.Client().AuthorizeAsync();

        grant.Response.Query("iss").ShouldBe((await demo.Http().GetAsync(OAuthMetadata)).Must("issuer"));
    }

    [Fact] // RFC 9207 §2
    public async Task I02_An_error_response_names_the_issuer_too()
    {
        var person = await demo.SignedInAsync();
        await person.Browser.GoAsync(demo.Client().Ask("accounts:read").Address);

        var page = await person.DenyAsync();

        page.Redirect.ShouldNotBeNull().Query("error").ShouldBe("access_denied");
        page.Redirect.Query("iss").ShouldBe(demo.Issuer.AbsoluteUri);
    }

    [Fact] // RFC 9207 §3
    public async Task I03_The_metadata_promises_the_issuer_in_responses()
    {
        var metadata = (await demo.Http().GetAsync(OAuthMetadata)).Json;

        metadata.GetProperty("authorization_response_iss_parameter_supported").GetBoolean().ShouldBeTrue();
    }

    [Fact] // RFC 8414 §3.3
    public async Task I04_Both_metadata_documents_are_the_same_and_belong_to_their_address()
    {
        var openId = await demo.Http().GetAsync(OpenIdMetadata);
        var oauth = await demo.Http().GetAsync(OAuthMetadata);

        JsonElement.DeepEquals(openId.Json, oauth.Json).ShouldBeTrue();
        oauth.Must("issuer").ShouldBe(demo.Issuer.AbsoluteUri);
        foreach (var endpoint in Endpoints(oauth))
            endpoint.Address.ShouldStartWith(demo.Issuer.AbsoluteUri, customMessage: endpoint.Name);
    }

    [Fact] // RFC 8414 §2
    public async Task I05_Every_endpoint_that_the_metadata_names_exists()
    {
        foreach (var (name, address) in Endpoints(await demo.Http().GetAsync(OAuthMetadata)))
        {
            var answer = await demo.Http().GetAsync(address);
            answer.Status.ShouldNotBe(404, name);
            answer.Status.ShouldBeLessThan(500, name);
        }
    }

    [Fact] // RFC 8414 §2
    public async Task I05_The_metadata_names_exactly_the_grants_that_the_token_endpoint_knows()
    {
        var named = List(await demo.Http().GetAsync(OAuthMetadata), "grant_types_supported");
        string[] candidates =
        [
            .. named, "authorization_code", "refresh_token", "client_credentials", "password", "implicit",
            "urn:ietf:params:oauth:grant-type:device_code", "urn:ietf:params:oauth:grant-type:token-exchange",
        ];

        foreach (var grant in candidates.Distinct())
        {
            var answer = await demo.Client().TokenAsync(("grant_type", grant));
            (answer["error"] != "unsupported_grant_type").ShouldBe(named.Contains(grant), $"{grant}: {answer.Body}");
        }
    }

    [Fact] // RFC 8414 §2
    public async Task I05_The_metadata_names_exactly_the_response_types_and_modes_that_work()
    {
        var metadata = await demo.Http().GetAsync(OAuthMetadata);
        List(metadata, "response_types_supported").ShouldBe(["code"]);
        var person = await demo.SignedInAsync();
        var modes = List(metadata, "response_modes_supported");

        foreach (var mode in new[] { "query", "fragment", "form_post", "web_message" })
        {
            var page = await person.Browser.GoAsync(demo.Client().Ask("accounts:read").With("response_mode", mode).Address);
            (page.Name == "consent").ShouldBe(modes.Contains(mode), mode);
        }
    }

    [Fact] // RFC 8414 §2
    public async Task I05_Every_scope_that_the_metadata_names_can_be_asked_for_by_someone()
    {
        var scopes = List(await demo.Http().GetAsync(OAuthMetadata), "scopes_supported");
        var person = await demo.SignedInAsync();

        foreach (var scope in scopes)
        {
            var request = scope == "payments:write" ? demo.Client().AskToPay() : demo.Client().Ask(scope);
            var page = await person.Browser.GoAsync(request.Address);
            if (page.Name != "consent")
                (await demo.Client("machine").ClientCredentialsAsync(scope)).Must("access_token");
        }
    }

    [Fact] // RFC 8414 §2
    public async Task I05_Every_way_of_client_authentication_that_the_metadata_names_works_and_no_other()
    {
        var methods = List(await demo.Http().GetAsync(OAuthMetadata), "token_endpoint_auth_methods_supported");
        var machine = demo.Client("machine");
        (string, string)[] form = [("grant_type", "client_credentials"), ("scope", "statements:run")];
        (string, string)[] withSecret = [.. form, ("client_id", "machine"), ("client_secret", machine.Secret!)];

        methods.ShouldBeSubsetOf(["client_secret_basic", "client_secret_post", "private_key_jwt", "none"]);
        methods.ShouldContain("none"); // public clients exist
        ((await machine.TokenAsync(form)).Status == 200).ShouldBe(methods.Contains("client_secret_basic"));
        ((await demo.Http().PostAsync("connect/token", null, withSecret)).Status == 200).ShouldBe(methods.Contains("client_secret_post"));
    }

    [Theory] // RFC 8414 §2
    [InlineData("Host", "evil.example")]
    [InlineData("Host", "localhost:1")]
    [InlineData("X-Forwarded-Host", "evil.example")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("Forwarded", "host=evil.example;proto=https")]
    [InlineData("X-Original-Host", "evil.example")]
    [InlineData("X-Forwarded-Prefix", "/evil")]
    public async Task I06_No_header_moves_the_issuer(string header, string value)
    {
        foreach (var address in new[] { demo.Issuer, demo.Service("authorization-server").Address })
        {
            var metadata = await demo.Http().GetAsync(new Uri(address, OAuthMetadata).AbsoluteUri, bearer: null, (header, value));
            if (metadata.Status is not (400 or 421))
            {
                metadata.Must("issuer").ShouldBe(demo.Issuer.AbsoluteUri);
                metadata.Body.ShouldNotContain("evil");
            }

            var login = await demo.Http().GetAsync(
                new Uri(address, demo.Client().Ask().Address.PathAndQuery).AbsoluteUri, bearer: null, (header, value));
            if (login.Status is not (400 or 421))
                new Uri(demo.Issuer, login.Header("Location").ShouldNotBeNull()).AbsoluteUri.ShouldStartWith($"{demo.Issuer}login?");
        }
    }

    private static string[] List(Answer metadata, string name) =>
        [.. metadata.Json.GetProperty(name).EnumerateArray().Select(item => item.GetString()!)];

    private static IEnumerable<(string Name, string Address)> Endpoints(Answer metadata) =>
        from property in metadata.Json.EnumerateObject()
        where property.Name == "jwks_uri" || property.Name.EndsWith("_endpoint", StringComparison.Ordinal)
        select (property.Name, property.Value.GetString()!);
}
