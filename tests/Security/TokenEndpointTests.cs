using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Security;

/// <summary>The token endpoint knows who asks, and answers nobody else (RFC 6749 §3.2, §5).</summary>
public sealed class TokenEndpointTests(DemoSystem demo)
{
    private static readonly (string, string)[] _run = [("grant_type", "client_credentials"), ("scope", "statements:run")];

    private TestClient Machine => demo.Client("machine");

    [Fact] // RFC 6749 §3.2
    public async Task T07_The_token_endpoint_takes_no_GET()
    {
        var answer = await demo.Http().SendAsync(
            HttpMethod.Get, "connect/token?grant_type=client_credentials&scope=statements:run", Machine.Basic, form: null, []);

        answer.Status.ShouldBeOneOf(400, 405);
        answer["access_token"].ShouldBeNull();
    }

    [Theory] // RFC 6749 §5.2
    [InlineData("machine", "wrong")]
    [InlineData("nobody", "wrong")]
    public async Task T08_A_wrong_secret_by_Basic_is_answered_with_a_challenge(string id, string secret)
    {
        var answer = await demo.Http().PostAsync("connect/token", TestClient.BasicOf(id, secret), _run);

        answer.ShouldBeError(401, "invalid_client");
        answer.Header("WWW-Authenticate").ShouldNotBeNull().ShouldStartWith("Basic");
    }

    [Fact] // RFC 6749 §2.3
    public async Task T09_Two_ways_of_client_authentication_at_once_are_refused()
    {
        var answer = await demo.Http().PostAsync(
            "connect/token", Machine.Basic, [.. _run, ("client_id", Machine.Id), ("client_secret", Machine.Secret!)]);

        answer.ShouldBeError(400, "invalid_request");
    }

    [Fact] // RFC 6749 §2.3.1
    public async Task T10_A_secret_in_the_query_authenticates_nobody()
    {
        var answer = await demo.Http().PostAsync($"connect/token?client_id={Machine.Id}&client_secret={Machine.Secret}", null, _run);

        answer.Status.ShouldBeOneOf(400, 401);
        answer["error"].ShouldBeOneOf("invalid_request", "invalid_client");
    }

    [Fact] // RFC 6749 §5.1
    public async Task T11_No_answer_of_the_token_endpoint_is_cached()
    {
        Answer[] answers =
        [
            await Machine.ClientCredentialsAsync("statements:run"),
            await demo.Client().ConnectAsync(),
            await Machine.ClientCredentialsAsync("no:such-scope"),
            await demo.Http().PostAsync("connect/token", TestClient.BasicOf("machine", "wrong"), _run),
        ];

        answers.Select(answer => answer.Status).ShouldBe([200, 200, 400, 401]);
        answers.ShouldAllBe(answer => answer.Header("Cache-Control")!.Contains("no-store"));
    }

    [Fact] // RFC 6749 §5.2
    public async Task T12_An_unknown_grant_is_refused() =>
        (await Machine.TokenAsync(("grant_type", "foo"))).ShouldBeError(400, "unsupported_grant_type");

    [Fact] // RFC 6749 §4.4
    public async Task T13_A_public_client_gets_no_token_in_its_own_name() =>
        (await demo.Client("public-app").ClientCredentialsAsync("accounts:read")).ShouldBeError(400, "unauthorized_client");

    [Theory] // RFC 6749 §3.3
    [InlineData("payments:write")]
    [InlineData("accounts:read")]
    [InlineData("statements:run accounts:read")]
    public async Task T14_A_client_gets_no_scope_that_it_is_not_registered_for(string scope)
    {
        foreach (var client in new[] { "machine" })
            (await demo.Client(client).ClientCredentialsAsync(scope)).ShouldBeError(400, "invalid_scope");
    }

    [Theory] // RFC 6749 §4.4.3
    [InlineData("statements:run")]
    [InlineData("statements:run offline_access")]
    public async Task T15_A_machine_gets_no_refresh_token(string scope)
    {
        var answer = await Machine.ClientCredentialsAsync(scope);

        answer.Must("access_token");
        answer["refresh_token"].ShouldBeNull();
    }

    [Fact] // RFC 9700 §2.4
    public async Task T16_Nobody_hands_a_password_to_a_client()
    {
        var answer = await demo.Client().TokenAsync(("grant_type", "password"), ("username", "alice"), ("password", "alice-demo-1"));

        answer.ShouldBeError(400, "unsupported_grant_type");
    }

    [Fact] // RFC 6749 §3.3
    public async Task T17_The_client_is_told_what_the_person_granted()
    {
        var client = demo.Client();
        var request = client.Ask("accounts:read", "balances:read", "transactions:read", "transactions.detail:read");

        var answer = await client.ConnectAsync(request: request, scopes: ["balances:read"]);

        answer.Must("scope").Split(' ').ShouldBe(["accounts:read", "balances:read"], ignoreOrder: true);
        Jwt.Read(answer.Must("access_token"))["scope"].ShouldBe(answer.Must("scope"));
    }

    [Fact] // RFC 6749 §2.3
    public async Task T19_A_public_client_that_sends_a_secret_is_refused()
    {
        var client = demo.Client("public-app");
        var grant = await client.AuthorizeAsync(request: client.Ask("accounts:read"));

        var answer = await client.TokenAsync(
            ("grant_type", "authorization_code"), ("code", grant.Code), ("redirect_uri", grant.RedirectUri),
            ("code_verifier", grant.Verifier), ("client_secret", "invented"));

        answer.Status.ShouldBeOneOf(400, 401);
        answer["error"].ShouldBeOneOf("invalid_client", "invalid_request");
    }

    [Theory] // RFC 6749 §3.2
    [InlineData("scope")]
    [InlineData("grant_type")]
    public async Task R14_A_parameter_said_twice_is_refused(string name)
    {
        var answer = await Machine.TokenAsync([.. _run, _run.Single(parameter => parameter.Item1 == name)]);

        answer.ShouldBeError(400, "invalid_request");
    }
}
