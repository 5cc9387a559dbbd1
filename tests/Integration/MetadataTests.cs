using System.Text.Json;
using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Integration;

/// <summary>What a stranger learns about the bank from its well-known addresses.</summary>
public sealed class MetadataTests(DemoSystem demo)
{
    [Fact] // RFC 8414 §2, OpenID Connect Discovery §3
    public async Task The_authorization_server_describes_itself()
    {
        var metadata = (await demo.Http().GetAsync(".well-known/openid-configuration")).Json;
        string At(string path) => demo.Addresses.AtBank(path).AbsoluteUri;

        Text(metadata, "issuer").ShouldBe(demo.Issuer.AbsoluteUri);
        Text(metadata, "authorization_endpoint").ShouldBe(At("connect/authorize"));
        Text(metadata, "token_endpoint").ShouldBe(At("connect/token"));
        Text(metadata, "userinfo_endpoint").ShouldBe(At("connect/userinfo"));
        Text(metadata, "introspection_endpoint").ShouldBe(At("connect/introspect"));
        Text(metadata, "revocation_endpoint").ShouldBe(At("connect/revoke"));
        Text(metadata, "end_session_endpoint").ShouldBe(At("connect/logout"));
        Text(metadata, "jwks_uri").ShouldBe(At(".well-known/jwks"));
        Texts(metadata, "response_types_supported").ShouldBe(["code"]);
        Texts(metadata, "grant_types_supported").ShouldBe(
            [
                "authorization_code", "refresh_token", "client_credentials",
                "urn:ietf:params:oauth:grant-type:device_code", "urn:ietf:params:oauth:grant-type:token-exchange",
            ], ignoreOrder: true);
        Text(metadata, "device_authorization_endpoint").ShouldBe(At("connect/device"));
        Text(metadata, "pushed_authorization_request_endpoint").ShouldBe(At("connect/par"));
        Texts(metadata, "authorization_details_types_supported").ShouldBe(["payment_initiation", "statement"]);
        Texts(metadata, "token_endpoint_auth_signing_alg_values_supported").ShouldBe(["ES256"]);
        metadata.GetProperty("require_pushed_authorization_requests").GetBoolean().ShouldBeFalse();
        metadata.GetProperty("backchannel_logout_supported").GetBoolean().ShouldBeTrue();
        metadata.GetProperty("backchannel_logout_session_supported").GetBoolean().ShouldBeTrue();
        Texts(metadata, "subject_types_supported").ShouldBe(["pairwise"]);
        Texts(metadata, "id_token_signing_alg_values_supported").ShouldBe(["ES256"]);
        Texts(metadata, "scopes_supported").ShouldBe(
            [
                "openid", "profile", "email", "offline_access",
                "accounts:read", "balances:read", "transactions:read", "transactions.detail:read", "payments:write", "statements:run",
            ], ignoreOrder: true);
    }

    [Fact] // RFC 7517
    public async Task The_published_keys_are_public_keys_for_ES256()
    {
        var keys = (await demo.Http().GetAsync(".well-known/jwks")).Json.GetProperty("keys").EnumerateArray().ToList();

        keys.ShouldNotBeEmpty();
        keys.Select(key => Text(key, "kid")).ShouldBeUnique();
        foreach (var key in keys)
        {
            (Text(key, "kty"), Text(key, "crv"), Text(key, "use")).ShouldBe(("EC", "P-256", "sig"));
            key.EnumerateObject().Select(member => member.Name).ShouldNotContain("d");
        }
    }

    [Fact] // RFC 9728 §2
    public async Task The_API_says_whose_tokens_it_takes()
    {
        var metadata = (await demo.Http().GetAsync(".well-known/oauth-protected-resource")).Json;

        Text(metadata, "resource").ShouldBe("urn:harbour-bank:api");
        Texts(metadata, "authorization_servers").ShouldBe([demo.Issuer.AbsoluteUri]);
        Texts(metadata, "bearer_methods_supported").ShouldBe(["header"]);
        Texts(metadata, "scopes_supported").ShouldBe(
            ["accounts:read", "balances:read", "transactions:read", "transactions.detail:read", "payments:write", "statements:run"], ignoreOrder: true);
        Texts(metadata, "authorization_details_types_supported").ShouldBe(["payment_initiation", "statement"], ignoreOrder: true);
        (await demo.Http().GetAsync(Text(metadata, "resource_documentation"))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task The_OpenAPI_document_describes_every_endpoint_and_how_to_get_a_token()
    {
        var document = (await demo.Http().GetAsync("api/openapi.json")).Json;

        Text(document, "openapi").ShouldStartWith("3.");
        document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ShouldBe(
            ["/api/accounts", "/api/accounts/{accountId}", "/api/accounts/{accountId}/balances", "/api/accounts/{accountId}/transactions",
                "/api/payments", "/api/payments/{paymentId}", "/api/statements", "/api/statements/due", "/api/statements/{statementId}"], ignoreOrder: true);
        document.GetProperty("servers")[0].GetProperty("url").GetString().ShouldBe(demo.Issuer.AbsoluteUri.TrimEnd('/'));
        var schemes = document.GetProperty("components").GetProperty("securitySchemes");
        var flow = schemes.GetProperty("person").GetProperty("flows").GetProperty("authorizationCode");
        var metadata = (await demo.Http().GetAsync(".well-known/openid-configuration")).Json;
        Text(flow, "authorizationUrl").ShouldBe(Text(metadata, "authorization_endpoint"));
        Text(flow, "tokenUrl").ShouldBe(Text(metadata, "token_endpoint"));
        Text(schemes.GetProperty("machine").GetProperty("flows").GetProperty("clientCredentials"), "tokenUrl").ShouldBe(Text(metadata, "token_endpoint"));
        foreach (var operation in document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()))
        {
            var responses = operation.Value.GetProperty("responses").EnumerateObject().Select(response => response.Name).ToList();
            responses.ShouldContain("200", operation.Name);
            responses.ShouldContain("401", operation.Name);
            responses.ShouldContain("403", operation.Name);
        }
    }

    [Fact]
    public async Task The_reference_page_loads_nothing_from_elsewhere()
    {
        var page = await demo.Browser().GoAsync(demo.Addresses.AtBank("api/docs/"));

        page.Status.ShouldBe(200);
        page.Document.QuerySelectorAll("script[src], link[href]")
            .Select(element => new Uri(page.Url, element.GetAttribute("src") ?? element.GetAttribute("href")).Authority)
            .ShouldAllBe(authority => authority == demo.Issuer.Authority);
    }

    private static string Text(JsonElement element, string member) => element.GetProperty(member).GetString().ShouldNotBeNull(member);

    private static IEnumerable<string> Texts(JsonElement element, string member) =>
        element.GetProperty(member).EnumerateArray().Select(item => item.GetString()!);
}
