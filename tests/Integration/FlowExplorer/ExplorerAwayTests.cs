using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Integration.FlowExplorer;

/// <summary>Being watched costs nothing that anybody could notice.</summary>
public sealed class ExplorerAwayTests
{
    [Fact]
    public async Task Services_do_not_notice_that_nobody_collects() =>
        await PlayAsync(new Uri($"http://localhost:{FreePorts.Next()}/"));

    [Fact]
    public async Task Services_do_not_notice_a_collector_that_answers_slowly()
    {
        await using var slow = await Collector.StartAsync(TimeSpan.FromSeconds(20));
        await PlayAsync(slow.Address);
    }

    private static async Task PlayAsync(Uri collector)
    {
        var demo = await DemoSystem.StartAsync(new() { Settings = WatchedSystem.WatchedBy(collector) });
        var slowest = TimeSpan.Zero;
        await using (demo)
        {
            var client = demo.Client();
            var token = (await client.ConnectAsync()).Must("access_token");
            for (var call = 0; call < 50; call++)
            {
                var watch = Stopwatch.StartNew();
                await demo.AccountIdsAsync(token);
                if (call > 0 && watch.Elapsed > slowest) slowest = watch.Elapsed;
            }
        }

        slowest.ShouldBeLessThan(TimeSpan.FromSeconds(1), "a call waits for nobody who watches");
        demo.Log.All.ShouldNotContain(line => line.Text.Contains(collector.Authority, StringComparison.Ordinal));
        demo.Log.All.ShouldNotContain(line => line.Level >= LogLevel.Error);
    }
}
