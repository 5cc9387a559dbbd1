using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Security;

/// <summary>Who may end a token, and what ends with it (RFC 7009).</summary>
public sealed class RevocationTests(DemoSystem demo)
{
    [Fact] // RFC 7009 §2.2
    public async Task V01_Revoking_what_is_no_token_succeeds() =>
        (await demo.Client().RevokeAsync("not-a-token")).Status.ShouldBe(200);

    [Fact] // RFC 7009 §2.1
    public async Task V02_Nobody_revokes_without_saying_who_he_is()
    {
        var refresh = (await demo.Client().ConnectAsync()).Must("refresh_token");

        foreach (var authorization in new[] { null, TestClient.BasicOf("other-app", "wrong") })
            (await demo.Http().PostAsync("connect/revoke", authorization, ("token", refresh))).ShouldBeError(401, "invalid_client");

        (await demo.Client().RefreshAsync(refresh)).Must("access_token");
    }

    [Fact] // RFC 7009 §2.1
    public async Task V03_Nobody_revokes_a_token_of_another_client()
    {
        var tokens = await demo.Client().ConnectAsync();

        await demo.Client("third-app").RevokeAsync(tokens.Must("refresh_token"));
        await demo.Client("third-app").RevokeAsync(tokens.Must("access_token"));

        (await IntrospectAsync(tokens)).Json.GetProperty("active").GetBoolean().ShouldBeTrue();
        (await demo.Client().RefreshAsync(tokens.Must("refresh_token"))).Must("access_token");
    }

    [Fact] // RFC 7009 §2.1
    public async Task V04_With_the_refresh_token_end_its_access_tokens()
    {
        var tokens = await demo.Client().ConnectAsync();
        (await IntrospectAsync(tokens)).Json.GetProperty("active").GetBoolean().ShouldBeTrue();

        (await demo.Client().RevokeAsync(tokens.Must("refresh_token"))).Status.ShouldBe(200);

        (await IntrospectAsync(tokens)).ShouldBeInactive();
        (await demo.Client().RefreshAsync(tokens.Must("refresh_token"))).ShouldBeError(400, "invalid_grant");
    }

    [Theory] // RFC 7009 §2.1
    [InlineData("foo")]
    [InlineData("access_token")]
    public async Task V05_A_wrong_hint_does_not_save_a_token(string hint)
    {
        var refresh = (await demo.Client().ConnectAsync()).Must("refresh_token");

        (await demo.Client().RevokeAsync(refresh, ("token_type_hint", hint))).Status.ShouldBe(200);

        (await demo.Client().RefreshAsync(refresh)).ShouldBeError(400, "invalid_grant");
    }

    [Fact] // RFC 7009 §2.1
    public async Task V06_The_revocation_endpoint_takes_no_GET()
    {
        var refresh = (await demo.Client().ConnectAsync()).Must("refresh_token");

        var answer = await demo.Http().SendAsync(HttpMethod.Get, $"connect/revoke?token={refresh}", demo.Client().Basic, form: null, []);

        answer.Status.ShouldBeOneOf(400, 405);
        (await demo.Client().RefreshAsync(refresh)).Must("access_token");
    }

    private Task<Answer> IntrospectAsync(Answer tokens) => demo.Client("bank-api").IntrospectAsync(tokens.Must("access_token"));
}
