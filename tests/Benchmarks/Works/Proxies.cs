using OAuthDemo.Benchmarks.Reports;

namespace OAuthDemo.Benchmarks.Works;

/// <summary>What the gateway adds to a request, beside what nginx adds to the same request.</summary>
internal sealed class Proxies(Rounds rounds)
{
    private const double WantedAdded = 0.5, WantedOfOther = 1.5;

    public static TimeSpan Estimate(Rounds rounds) => rounds.Duration * rounds.Count * 6;

    /// <param name="direct">Without anything between.</param>
    /// <param name="gateway">Through the gateway.</param>
    /// <param name="nginx">Through nginx; null where there is none.</param>
    /// <param name="perSecond">A load that all of them bear.</param>
    public async Task<Section> MeasureAsync(Case direct, Case gateway, Case? nginx, double perSecond)
    {
        var alone = await CompareAsync("one connection", direct, gateway, nginx, one => rounds.AloneAsync(one));
        var moderate = await CompareAsync($"{Text.Of(perSecond, Text.Rate)} on {Cases.Connections} connections", direct, gateway, nginx, async one => (await rounds.AtRateAsync(one, perSecond)).Latencies);
        return new(
            "accounts: what a proxy adds, median latency",
            ["load", "direct", "gateway", "nginx", "gateway adds", "nginx adds", "gateway of nginx"],
            [alone.Cells, moderate.Cells],
            [.. alone.Goals, .. moderate.Goals])
        {
            Data = new { alone, moderate },
            Note = nginx is null ? "nginx is not installed here." : null,
        };
    }

    private async Task<Comparison> CompareAsync(string load, Case direct, Case gateway, Case? nginx, Func<Case, Task<Load.Latencies>> measure)
    {
        var (ofDirect, ofGateway, ofNginx) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < rounds.Count; round++)
        {
            ofDirect.Add((await measure(direct)).Percentile(50));
            ofGateway.Add((await measure(gateway)).Percentile(50));
            if (nginx is not null)
                ofNginx.Add((await measure(nginx)).Percentile(50));
        }

        Progress.Say($"accounts, {load}: {ofDirect[^1]:0.00} ms direct, {ofGateway[^1]:0.00} ms through the gateway");
        return new(load, ofDirect, ofGateway, ofNginx);
    }

    private sealed record Comparison(string Load, IReadOnlyList<double> Direct, IReadOnlyList<double> Gateway, IReadOnlyList<double> Nginx)
    {
        private Spread Added => Spread.Of(Gateway.Zip(Direct, (with, without) => with - without));

        private Spread? AddedByNginx => Nginx.Count > 0 ? Spread.Of(Nginx.Zip(Direct, (with, without) => with - without)) : null;

        private Spread? OfNginx => Nginx.Count > 0 ? Spread.Of(Gateway.Zip(Nginx, (ours, its) => ours / its)) : null;

        public IReadOnlyList<string> Cells =>
        [
            Load, Text.Of(Spread.Of(Direct), Text.Milliseconds), Text.Of(Spread.Of(Gateway), Text.Milliseconds), Nginx.Count > 0 ? Text.Of(Spread.Of(Nginx), Text.Milliseconds) : "",
            Text.Of(Added, Text.Milliseconds), AddedByNginx is { } added ? Text.Of(added, Text.Milliseconds) : "", OfNginx is { } part ? Text.Of(part, Text.Part) : "",
        ];

        public IEnumerable<Goal> Goals
        {
            get
            {
                yield return Goal.AtMost($"the gateway adds, {Load}", Added.Median, WantedAdded, Text.Milliseconds);
                if (OfNginx is { } part)
                    yield return Goal.AtMost($"through the gateway, {Load}", part.Median, WantedOfOther, "0.00' of nginx'");
            }
        }
    }
}
