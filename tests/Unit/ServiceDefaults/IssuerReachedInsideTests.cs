using Microsoft.Extensions.Configuration;
using OAuthDemo.ServiceDefaults.Issuer;

namespace OAuthDemo.Unit.ServiceDefaults;

public sealed class IssuerReachedInsideTests
{
    private Uri? _sentTo;
    private string? _host;

    [Theory]
    [InlineData("http://localhost:8080/connect/token", "http://authorization-server/connect/token")]
    [InlineData("http://localhost:8080/a?b=c%2Fd&e", "http://authorization-server/a?b=c%2Fd&e")]
    [InlineData("http://localhost:8080", "http://authorization-server/")]
    [InlineData("http://LOCALHOST:8080/x", "http://authorization-server/x")]
    public async Task A_call_to_the_issuer_goes_inside(string asked, string sent)
    {
        await SendAsync(asked);
        _sentTo!.AbsoluteUri.ShouldBe(sent);
        _host.ShouldBe("localhost:8080");
    }

    [Theory]
    [InlineData("http://localhost:8081/connect/token")]
    [InlineData("http://localhost/connect/token")]
    [InlineData("https://localhost:8080/connect/token")]
    [InlineData("http://localhost.evil.example:8080/connect/token")]
    [InlineData("http://localhost:8080@evil.example/connect/token")]
    [InlineData("http://evil.example/?http://localhost:8080/")]
    public async Task A_call_to_anybody_else_is_left_alone(string asked)
    {
        await SendAsync(asked);
        _sentTo.ShouldBe(new Uri(asked));
        _host.ShouldBeNull();
    }

    [Fact]
    public async Task Without_an_inside_the_issuer_is_reached_at_its_own_address()
    {
        await SendAsync("http://localhost:8080/x", inside: null);
        _sentTo!.AbsoluteUri.ShouldBe("http://localhost:8080/x");
    }

    [Fact]
    public async Task An_issuer_with_a_path_keeps_to_that_path()
    {
        await SendAsync("https://bank.example/tenant/connect/token", "http://inside:81/", "https://bank.example/tenant");
        _sentTo!.AbsoluteUri.ShouldBe("http://inside:81/connect/token");
        await SendAsync("https://bank.example/other", "http://inside:81/", "https://bank.example/tenant");
        _sentTo!.AbsoluteUri.ShouldBe("https://bank.example/other");
    }

    [Fact]
    public async Task Whoever_reads_the_request_afterwards_sees_the_address_asked_for()
    {
        using var answer = await SendAsync("http://localhost:8080/x");
        answer.RequestMessage!.RequestUri!.AbsoluteUri.ShouldBe("http://localhost:8080/x");
    }

    private async Task<HttpResponseMessage> SendAsync(
        string asked, string? inside = "http://authorization-server", string issuer = "http://localhost:8080")
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["OAuth:Issuer"] = issuer,
            ["OAuth:InternalAddress"] = inside,
        }).Build();
        var wire = new Wire(request =>
        {
            (_sentTo, _host) = (request.RequestUri, request.Headers.Host);
            return new HttpResponseMessage { RequestMessage = request };
        });
        using var client = new HttpClient(new IssuerReachedInside(new IssuerAddress(configuration)) { InnerHandler = wire });
        return await client.GetAsync(new Uri(asked), TestContext.Current.CancellationToken);
    }
}
