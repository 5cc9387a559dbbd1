using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Integration;

/// <summary>The bank's front door: what it lets in, what it takes away, and what it never shows.</summary>
public sealed class GatewayTests(DemoSystem demo)
{
    [Theory]
    [InlineData("internal/customers/10001/accounts")]
    [InlineData("api/../internal/customers/10001/accounts")]
    [InlineData("api/%2e%2e/internal/customers/10001/accounts")]
    [InlineData("api/..%2finternal/customers/10001/accounts")]
    [InlineData("api/%2e%2e%2finternal%2fcustomers%2f10001%2faccounts")]
    [InlineData("api/..;/internal/customers/10001/accounts")]
    [InlineData("api//../internal/customers/10001/accounts")]
    [InlineData("api/docs/../../internal/customers/10001/accounts")]
    [InlineData("api/docs/%2e%2e/%2e%2e/internal/customers/10001/accounts")]
    [InlineData("api/docs/..%5c..%5cinternal/customers/10001/accounts")]
    [InlineData("INTERNAL/customers/10001/accounts")]
    [InlineData("//internal/customers/10001/accounts")]
    [InlineData("%69nternal/customers/10001/accounts")]
    [InlineData("connect/../internal/customers/10001/accounts")]
    [InlineData("internal/consents/c_1")]
    public async Task What_is_internal_cannot_be_reached_from_outside(string path)
    {
        var token = (await demo.Client().ConnectAsync()).Must("access_token");

        foreach (var bearer in new[] { null, token })
        {
            var answer = await RawHttp.GetAsync(demo.Issuer, "/" + path, bearer);
            answer.Status.ShouldBeOneOf(400, 401, 403, 404);
            answer.Body.ShouldNotContain("maskedNumber");
        }
    }

    [Fact]
    public async Task What_is_internal_opens_to_no_token_of_a_client_even_from_inside()
    {
        var inside = $"{demo.Service("bank-api").Address}internal/customers/10001/accounts";
        var person = (await demo.Client().ConnectAsync()).Must("access_token");
        var machine = (await demo.Client("machine").ClientCredentialsAsync("statements:run")).Must("access_token");

        (await demo.Http().GetAsync(inside)).Status.ShouldBe(401);
        (await demo.Http().GetAsync(inside, person)).Status.ShouldBe(403);
        (await demo.Http().GetAsync(inside, machine)).Status.ShouldBe(403);
    }

    [Theory]
    [InlineData("X-Client-Id")]
    [InlineData("X-Consent-Id")]
    [InlineData("X-Subject")]
    [InlineData("X-User")]
    [InlineData("X-Forwarded-User")]
    [InlineData("X-Scope")]
    public async Task A_header_that_claims_an_identity_changes_nothing(string header)
    {
        (await demo.Http().GetAsync("api/accounts", bearer: null, (header, "authorization-server"))).Status.ShouldBe(401);
        (await demo.Http().GetAsync("me/consents", bearer: null, (header, "alice"))).Status.ShouldBe(302);
    }

    [Fact]
    public async Task A_path_that_no_route_names_is_not_found()
    {
        foreach (var path in new[] { "nothing", "swagger", ".git/config", "appsettings.json", "bank.json", "api-docs" })
            (await demo.Http().GetAsync(path)).Status.ShouldBe(404, path);
    }

    [Fact]
    public async Task Every_answer_is_marked_against_sniffing_framing_and_says_nothing_of_the_server()
    {
        var token = (await demo.Client().ConnectAsync()).Must("access_token");
        foreach (var path in new[] { "", "login", "nothing", "api/accounts", ".well-known/openid-configuration", "connect/token", "health" })
        {
            var answer = await demo.Http().GetAsync(path, path.StartsWith("api", StringComparison.Ordinal) ? token : null);
            answer.Header("X-Content-Type-Options").ShouldBe("nosniff", path);
            answer.Header("X-Frame-Options").ShouldBe("DENY", path);
            answer.Header("Content-Security-Policy").ShouldNotBeNull(path).ShouldContain("frame-ancestors 'none'", customMessage: path);
            answer.Header("Server").ShouldBeNull(path);
            answer.Header("X-Powered-By").ShouldBeNull(path);
        }
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_when_to_come_back()
    {
        await using var strict = await DemoSystem.StartAsync(new() { Settings = new Dictionary<string, string?> { ["RateLimits:login"] = "3" } });
        var attempts = new List<Answer>();
        foreach (var _ in Enumerable.Range(0, 5))
            attempts.Add(await strict.Http().PostAsync("login", null, ("Input.UserName", "alice"), ("Input.Password", "guess")));

        attempts.Select(answer => answer.Status).ShouldBe([400, 400, 400, 429, 429]); // 400: no antiforgery token
        var refused = attempts[^1];
        int.Parse(refused.Header("Retry-After").ShouldNotBeNull(), null).ShouldBeInRange(1, 60);
        refused["code"].ShouldBe("requests.tooMany");
        (await strict.Http().GetAsync("login")).Status.ShouldBe(200, "only attempts are counted");
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost:1")]
    [InlineData("127.0.0.1")]
    public async Task A_wrong_Host_header_leads_nobody_away(string host)
    {
        foreach (var path in new[] { "me/consents", "login", "", "api/accounts", demo.Client().Ask().Address.PathAndQuery.TrimStart('/') })
        {
            var answer = await demo.Http().GetAsync(path, bearer: null, ("Host", host), ("X-Forwarded-Host", host));
            answer.Body.ShouldNotContain("evil.example");
            foreach (var (_, value) in answer.Headers)
                value.ShouldNotContain(host == "127.0.0.1" ? "http://127.0.0.1" : host);
        }
    }

    [Fact]
    public async Task Every_service_says_whether_it_is_well_and_nothing_more()
    {
        foreach (var service in demo.Services)
        {
            foreach (var path in new[] { "health", "alive" })
            {
                var answer = await demo.Http().GetAsync($"{service.Address}{path}");
                answer.Status.ShouldBe(200, service.Name);
                answer["status"].ShouldBe("Healthy", service.Name);
            }
        }
    }
}
