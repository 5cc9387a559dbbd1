using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Security;

/// <summary>A client without a secret signs who it is (RFC 7523), and exchanges its token for one that opens less (RFC 8693).</summary>
public sealed class ClientAssertionTests(DemoSystem demo)
{
    private const string AccessToken = "urn:ietf:params:oauth:token-type:access_token";

    private static readonly (string, string)[] _own = [("grant_type", "client_credentials"), ("scope", "statements:run")];

    [Fact] // RFC 7523 §2.2
    public async Task A_client_proves_itself_by_its_key()
    {
        var token = Jwt.Read((await AskAsync(Assertion(), _own)).Must("access_token"));

        (token["sub"], token["client_id"], token["scope"]).ShouldBe(("robot", "robot", "statements:run"));
    }

    [Fact] // RFC 7523 §3
    public async Task An_assertion_is_good_once()
    {
        var assertion = Assertion();
        (await AskAsync(assertion, _own)).Must("access_token");

        (await AskAsync(assertion, _own)).ShouldBeError(401, "invalid_client");
        var raced = Assertion();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AskAsync(raced, _own)));
        answers.Count(answer => answer.Status == 200).ShouldBe(1);
    }

    [Fact] // RFC 7523 §3
    public async Task What_is_not_quite_an_assertion_proves_nothing()
    {
        string[] bad =
        [
            new ClientKey().Assert("robot", demo.Issuer.AbsoluteUri, demo.Clock.GetUtcNow()),
            demo.RobotKey.Assert("robot", "https://elsewhere.example/", demo.Clock.GetUtcNow()),
            demo.RobotKey.Assert("robot", demo.Issuer.AbsoluteUri, demo.Clock.GetUtcNow(), lifetime: TimeSpan.FromMinutes(-10)),
            demo.RobotKey.Assert("robot", demo.Issuer.AbsoluteUri, demo.Clock.GetUtcNow(), lifetime: TimeSpan.FromHours(1)),
            demo.RobotKey.Assert("robot", demo.Issuer.AbsoluteUri, demo.Clock.GetUtcNow(), withoutId: true),
            demo.RobotKey.Assert("robot", demo.Issuer.AbsoluteUri, demo.Clock.GetUtcNow(), subject: "machine"),
            demo.RobotKey.Assert("machine", demo.Issuer.AbsoluteUri, demo.Clock.GetUtcNow()),
            "junk",
        ];

        foreach (var assertion in bad)
        {
            var answer = await AskAsync(assertion, _own);
            answer.Status.ShouldBeOneOf(400, 401);
            answer["access_token"].ShouldBeNull();
            answer["error"].ShouldNotBeNull().ShouldBeOneOf("invalid_client", "invalid_grant", "invalid_request");
        }
    }

    [Fact] // RFC 6749 §2.3.1: the key is the only way
    public async Task A_client_with_a_key_has_no_secret() =>
        (await demo.Http().PostAsync("connect/token", null, [.. _own, ("client_id", "robot"), ("client_secret", "")])).Status.ShouldBeOneOf(400, 401);

    [Fact] // RFC 8693 §2.1, RFC 9396 §5
    public async Task An_exchange_gives_a_token_for_one_statement()
    {
        var own = (await AskAsync(Assertion(), _own)).Must("access_token");

        var answer = await ExchangeAsync(own, """[{"type":"statement","account":"10001-1","month":"2026-10"}]""");

        answer.Must("issued_token_type").ShouldBe(AccessToken);
        answer.Json.GetProperty("expires_in").GetInt32().ShouldBeInRange(1, 60);
        answer["refresh_token"].ShouldBeNull();
        var token = Jwt.Read(answer.Must("access_token"));
        token.Claims.GetProperty("authorization_details")[0].GetProperty("account").GetString().ShouldBe("10001-1");
        (token["sub"], token["aud"], token["scope"]).ShouldBe(("robot", "urn:harbour-bank:api", "statements:run"));
    }

    [Fact] // RFC 8693 §1.1
    public async Task An_exchange_widens_nothing()
    {
        var own = (await AskAsync(Assertion(), _own)).Must("access_token");
        var narrow = (await ExchangeAsync(own, """[{"type":"statement","account":"10001-1","month":"2026-10"}]""")).Must("access_token");
        var persons = (await demo.Client().ConnectAsync()).Must("access_token");

        (await ExchangeAsync(narrow, """[{"type":"statement","account":"10002-1","month":"2026-10"}]""")).Status.ShouldBe(400);
        (await ExchangeAsync(narrow, null)).Status.ShouldBe(400);
        (await ExchangeAsync(persons, null)).Status.ShouldBe(400);
        (await ExchangeAsync(own, """[{"type":"anything","account":"10002-1","month":"2026-10"}]""")).ShouldBeError(400, "invalid_authorization_details");
        (await ExchangeAsync(own, """[{"type":"statement","account":"10002-1","month":"2026-10","more":true}]""")).ShouldBeError(400, "invalid_authorization_details");
        (await ExchangeAsync(own, null, ("scope", "accounts:read"))).ShouldBeError(400, "invalid_scope");
        (await demo.Client("machine").TokenAsync(("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"), ("subject_token", own), ("subject_token_type", AccessToken)))
            .ShouldBeError(400, "unauthorized_client");
    }

    [Theory] // RFC 8707 §2
    [InlineData("urn:harbour-bank:api", null)]
    [InlineData("urn:harbour-bank:other", "invalid_target")]
    public async Task A_token_is_asked_for_one_resource(string resource, string? error)
    {
        var answer = await AskAsync(Assertion(), [.. _own, ("resource", resource)]);

        if (error is null)
            Jwt.Read(answer.Must("access_token"))["aud"].ShouldBe(resource);
        else
            answer.ShouldBeError(400, error);
        var client = demo.Client();
        var page = await demo.NewPerson().ConnectAsync(client.Ask().With("resource", resource).Address);
        (page.Redirect?.Parameter("error")).ShouldBe(error);
    }

    [Fact] // RFC 7009, RFC 7662: a machine's token too
    public async Task A_machine_can_end_its_own_token()
    {
        var token = (await AskAsync(Assertion(), _own)).Must("access_token");
        (await demo.Client("bank-api").IntrospectAsync(token)).Json.GetProperty("active").GetBoolean().ShouldBeTrue();

        (await demo.Http().PostAsync("connect/revoke", null, [.. Proof(Assertion()), ("token", token)])).Status.ShouldBe(200);

        (await demo.Client("bank-api").IntrospectAsync(token)).ShouldBeInactive();
        (await demo.Http().PostAsync("connect/introspect", null, [.. Proof(Assertion()), ("token", token)])).ShouldBeInactive();
    }

    private string Assertion() => demo.RobotKey.Assert("robot", demo.Issuer.AbsoluteUri, demo.Clock.GetUtcNow());

    private Task<Answer> AskAsync(string assertion, (string, string)[] form) => demo.Http().PostAsync("connect/token", null, [.. Proof(assertion), .. form]);

    private Task<Answer> ExchangeAsync(string token, string? details, params (string, string)[] more) => AskAsync(Assertion(),
    [
        ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"), ("subject_token", token), ("subject_token_type", AccessToken),
        .. details is null ? more : [("authorization_details", details), .. more],
    ]);

    private static (string, string)[] Proof(string assertion) =>
        [("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"), ("client_assertion", assertion)];
}
