using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Integration;

/// <summary>What a page of another origin may do at the bank's API (CORS).</summary>
public sealed class BrowserClientTests(DemoSystem demo)
{
    [Theory]
    [InlineData("GET", "api/accounts", true)]
    [InlineData("POST", "api/payments", false)]
    public async Task The_registered_origin_may_read_and_may_not_write(string method, string path, bool allowed)
    {
        var origin = demo.Addresses.FinanceAggregator!.GetLeftPart(UriPartial.Authority);

        var answer = await PreflightAsync(origin, method, path);

        answer.Status.ShouldBe(204, answer.Body);
        (answer.Header("Access-Control-Allow-Methods") ?? "").Contains(method, StringComparison.Ordinal).ShouldBe(allowed);
        answer.Header("Access-Control-Allow-Origin").ShouldBe(origin);
        answer.Header("Access-Control-Allow-Credentials").ShouldBeNull();
    }

    [Fact]
    public async Task A_stranger_origin_may_nothing()
    {
        (await PreflightAsync("https://evil.example", "GET", "api/accounts")).Header("Access-Control-Allow-Origin").ShouldBeNull();
        (await demo.Http().GetAsync("api/accounts", (await demo.Client().ConnectAsync()).Must("access_token"), ("Origin", "https://evil.example")))
            .Header("Access-Control-Allow-Origin").ShouldBeNull();
    }

    [Fact]
    public async Task The_registered_origin_may_read_the_answer_and_why_it_was_refused()
    {
        var origin = demo.Addresses.FinanceAggregator!.GetLeftPart(UriPartial.Authority);

        var answer = await demo.Http().GetAsync("api/accounts", (await demo.Client().ConnectAsync()).Must("access_token"), ("Origin", origin));

        answer.Status.ShouldBe(200, answer.Body);
        answer.Header("Access-Control-Allow-Origin").ShouldBe(origin);
        answer.Header("Access-Control-Expose-Headers").ShouldNotBeNull().ShouldContain("WWW-Authenticate");
    }

    [Fact] // RFC 6750 §3
    public async Task It_may_read_as_well_that_its_token_was_refused_at_the_front_door()
    {
        var origin = demo.Addresses.FinanceAggregator!.GetLeftPart(UriPartial.Authority);

        var answer = await demo.Http().GetAsync("api/accounts", "not-a-token", ("Origin", origin));

        answer.Status.ShouldBe(401, answer.Body);
        answer.Header("Access-Control-Allow-Origin").ShouldBe(origin);
        answer.Header("Access-Control-Expose-Headers").ShouldNotBeNull().ShouldContain("WWW-Authenticate");
    }

    private Task<Answer> PreflightAsync(string origin, string method, string path) => demo.Http().SendAsync(
        HttpMethod.Options, path, null, null,
        [("Origin", origin), ("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", "authorization")]);
}
