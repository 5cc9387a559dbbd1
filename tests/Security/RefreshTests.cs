using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Security;

/// <summary>A stolen refresh token betrays itself (RFC 9700 §4.14).</summary>
public sealed class RefreshTests(DemoSystem demo)
{
    [Fact] // RFC 9700 §4.14.2
    public async Task F01_Each_refresh_gives_a_new_refresh_token()
    {
        var first = await RefreshTokenAsync();

        var answer = await demo.Client().RefreshAsync(first);

        answer.Must("access_token");
        answer.Must("refresh_token").ShouldNotBe(first);
    }

    [Fact] // RFC 9700 §4.14.2
    public async Task F04_A_refresh_token_belongs_to_its_client()
    {
        var token = await RefreshTokenAsync();

        (await demo.Client("third-app").RefreshAsync(token)).ShouldBeError(400, "invalid_grant");

        (await demo.Client().RefreshAsync(token)).Must("access_token"); // a stranger's attempt costs the owner nothing
    }

    [Theory] // RFC 6749 §6
    [InlineData("accounts:read balances:read")]
    [InlineData("accounts:read statements:run")]
    [InlineData("accounts:read openid")]
    public async Task F05_A_refresh_widens_no_scope(string scope)
    {
        var client = demo.Client();
        var token = (await client.ConnectAsync(request: client.Ask("accounts:read", "offline_access"))).Must("refresh_token");

        var answer = await client.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", token), ("scope", scope));

        answer.ShouldBeError(400, "invalid_scope");
    }

    [Fact] // RFC 6749 §6
    public async Task F05_A_refresh_may_narrow_the_scope()
    {
        var client = demo.Client();
        var token = await RefreshTokenAsync();

        var answer = await client.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", token), ("scope", "accounts:read"));

        Jwt.Read(answer.Must("access_token"))["scope"].ShouldBe("accounts:read");
    }

    [Fact] // RFC 9700 §4.14.2
    public async Task F07_The_end_of_a_consent_ends_its_refresh_token()
    {
        var person = demo.Person("bob");
        var tokens = await demo.Client().ConnectAsync(person);
        var consent = Jwt.Read(tokens.Must("access_token"))["consent_id"].ShouldNotBeNull();

        await person.EndConsentAsync(consent);

        (await demo.Client().RefreshAsync(tokens.Must("refresh_token"))).ShouldBeError(400, "invalid_grant");
    }

    private async Task<string> RefreshTokenAsync() => (await demo.Client().ConnectAsync()).Must("refresh_token");
}
