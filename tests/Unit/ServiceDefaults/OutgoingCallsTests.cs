using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using OAuthDemo.ServiceDefaults;
using OAuthDemo.ServiceDefaults.OutgoingCalls;

namespace OAuthDemo.Unit.ServiceDefaults;

public sealed class OutgoingCallsTests
{
    private int _sent;

    [Theory]
    [InlineData("GET", 3)]
    [InlineData("HEAD", 3)]
    [InlineData("OPTIONS", 3)]
    [InlineData("POST", 1)] // a token request that is sent again replays its code
    [InlineData("PUT", 1)]
    [InlineData("DELETE", 1)]
    [InlineData("PATCH", 1)]
    public async Task Only_what_is_safe_to_repeat_is_repeated(string method, int sent)
    {
        await SendAsync("ordinary", method);
        _sent.ShouldBe(sent);
    }

    [Fact]
    public async Task A_client_can_be_left_without_any_repetition()
    {
        await SendAsync("strict", "GET");
        _sent.ShouldBe(1);
    }

    private async Task SendAsync(string client, string method)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider()); // which never moves: the network must not wait for it
        builder.AddServiceDefaults();
        builder.Services.AddHttpClient("strict").NeverRetried();
        builder.Services.ConfigureHttpClientDefaults(http => http.ConfigurePrimaryHttpMessageHandler(() => new Wire(_ =>
        {
            _sent++;
            return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        })));
        using var host = builder.Build();
        using var request = new HttpRequestMessage(new HttpMethod(method), "http://127.0.0.1:9/");
        using var answer = await host.Services.GetRequiredService<IHttpClientFactory>().CreateClient(client)
            .SendAsync(request, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }
}
