using System.Diagnostics;
using System.Net;
using OAuthDemo.AppHost.Embedded;

namespace OAuthDemo.Unit.Runner;

public sealed class HealthProbeTests
{
    private static readonly Uri Address = new("http://service/health");

    [Fact]
    public async Task Health_is_noticed_within_100_ms()
    {
        var service = new Service();
        using var http = new HttpClient(service);
        var noticed = new HealthProbe(http).UntilHealthyAsync(Address, 200, TestContext.Current.CancellationToken);

        var latencies = new List<TimeSpan>();
        for (var round = 0; round < 20; round++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(7 * round), TestContext.Current.CancellationToken);
            service.Answer(HttpStatusCode.OK);
            var healthy = Stopwatch.GetTimestamp();
            await noticed;
            latencies.Add(Stopwatch.GetElapsedTime(healthy));
            service.Answer(HttpStatusCode.ServiceUnavailable);
            noticed = new HealthProbe(http).UntilHealthyAsync(Address, 200, TestContext.Current.CancellationToken);
        }

        // One slow round is this machine's other work; the middle one is the probe's own doing.
        latencies.Order().ElementAt(latencies.Count / 2).TotalMilliseconds.ShouldBeLessThan(100);
    }

    [Fact]
    public async Task What_was_answered_last_is_remembered_for_the_message()
    {
        using var http = new HttpClient(new Service());
        var probe = new HealthProbe(http);
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Should.ThrowAsync<OperationCanceledException>(() => probe.UntilHealthyAsync(Address, 200, patience.Token));

        probe.LastAnswer.ShouldBe("status 503");
    }

    private sealed class Service : HttpMessageHandler
    {
        private volatile HttpStatusCode _status = HttpStatusCode.ServiceUnavailable;

        public void Answer(HttpStatusCode status) => _status = status;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(_status));
    }
}
