using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Integration;

/// <summary>What a client learns of who the person is (OpenID Connect Core §2, §5.3).</summary>
public sealed class UserInfoTests(DemoSystem demo)
{
    [Fact] // OpenID Connect Core §2, §3.1.3.7
    public async Task The_ID_token_is_for_this_client_and_this_request()
    {
        var client = demo.Client();
        var request = client.Ask("openid");
        var token = Jwt.Read((await client.ConnectAsync(request: request)).Must("id_token"));

        token["iss"].ShouldBe(demo.Issuer.AbsoluteUri);
        token["aud"].ShouldBe(client.Id);
        token["nonce"].ShouldBe(request["nonce"]);
        token["auth_time"].ShouldNotBeNull();
        token.Header.GetProperty("alg").GetString().ShouldBe("ES256");
        token["name"].ShouldBeNull();
        token["email"].ShouldBeNull();
    }

    [Fact] // OpenID Connect Core §5.3, §5.4
    public async Task Userinfo_tells_what_was_granted_and_nothing_more()
    {
        var client = demo.Client();
        var onlyName = await client.ConnectAsync(request: client.Ask("openid", "profile", "email"), scopes: ["profile"]);
        var both = await client.ConnectAsync(request: client.Ask("openid", "profile", "email"));

        var little = (await demo.Http().GetAsync("connect/userinfo", onlyName.Must("access_token"))).Json;
        var more = await demo.Http().GetAsync("connect/userinfo", both.Must("access_token"));

        little.GetProperty("name").GetString().ShouldBe("Alice Andersen");
        little.TryGetProperty("email", out _).ShouldBeFalse();
        more.Must("email").ShouldBe("alice@harbour.example");
        more.Must("sub").ShouldBe(Jwt.Read(both.Must("id_token"))["sub"]);
        more.Body.ShouldNotContain("10001", Case.Sensitive, "the customer number stays in the bank");
    }

    [Fact] // RFC 6750 §3
    public async Task Userinfo_needs_a_token_of_a_person_that_holds_openid()
    {
        var client = demo.Client();
        var withoutOpenId = (await client.ConnectAsync(request: client.Ask("accounts:read"))).Must("access_token");
        var machine = (await demo.Client("machine").ClientCredentialsAsync("statements:run")).Must("access_token");

        (await demo.Http().GetAsync("connect/userinfo")).Status.ShouldBe(401);
        (await demo.Http().GetAsync("connect/userinfo", "a.b.c")).ShouldBeRefused(401, "invalid_token");
        foreach (var token in new[] { withoutOpenId, machine })
            (await demo.Http().GetAsync("connect/userinfo", token)).ShouldBeRefused(403, "insufficient_scope");
    }
}
