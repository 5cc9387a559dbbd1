using System.Net;
using System.Net.Sockets;
using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Integration;

/// <summary>What the gateway's log says of a service that is away or does not answer.</summary>
public sealed class HealthProbeTests
{
    [Fact]
    public async Task A_probe_that_fails_is_one_line_that_names_the_reason()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start(); // connections are accepted by the system, and nobody answers
        var hanging = $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}";
        await using var demo = DemoSystem.Prepare(new()
        {
            Settings = new Dictionary<string, string?>
            {
                ["services:bank-api:http:1"] = hanging, // beside the one that is stopped
                ["ReverseProxy:Clusters:API:HealthCheck:Active:Timeout"] = "00:00:00.3",
            },
        });

        await demo.Service("gateway").StartAsync();

        await Until(() => ProbesOf(demo, hanging).Any() && ProbesOf(demo, "localhost").Any());
        ProbesOf(demo, hanging).ShouldAllBe(line => line.Text.Contains("failed: it did not answer in time."));
        ProbesOf(demo, "localhost").ShouldAllBe(line => line.Text.Contains("failed: Connection refused"));
        demo.Log.WarningsAndErrors.Where(line => line.Text.Contains("prob")).ShouldAllBe(line => !line.Text.Contains('\n'));
        demo.Log.WarningsAndErrors.ShouldNotContain(line => line.Category.EndsWith("ActiveHealthCheckMonitor"));
    }

    private static IEnumerable<LogLine> ProbesOf(DemoSystem demo, string address) =>
        demo.Log.WarningsAndErrors.Where(line => line.Text.StartsWith("The health probe of") && line.Text.Contains(address));

    private static async Task Until(Func<bool> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!condition())
            await Task.Delay(50, patience.Token);
    }
}
