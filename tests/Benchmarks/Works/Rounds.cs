using OAuthDemo.Benchmarks.Load;
using OAuthDemo.Benchmarks.Reports;
using OAuthDemo.Benchmarks.Systems;

namespace OAuthDemo.Benchmarks.Works;

/// <summary>Measures cases and the bare endpoint in turn, so that whatever else happens on the machine happens to both.</summary>
internal sealed class Rounds(int count, TimeSpan duration)
{
    /// <param name="cases">What is measured.</param>
    /// <param name="services">Whose memory is looked at.</param>
    public async Task<IReadOnlyList<Result>> MeasureAsync(IReadOnlyList<Case> cases, IReadOnlyList<ServiceProcess> services)
    {
        await using var endpoint = await ServiceProcess.StartOwnAsync("bare", OAuthDemo.Integration.Demo.FreePorts.Next());
        var bare = Case.Same("bare", endpoint.Address, Requests.Post(new(endpoint.Address, BareEndpoint.Path), "grant_type=client_credentials"));
        foreach (var one in cases.Prepend(bare))
            await WarmAsync(one);

        var (bareRates, rates) = (new List<double>(), cases.ToDictionary(one => one, _ => new List<double>()));
        var medians = cases.ToDictionary(one => one, _ => new List<double>());
        for (var round = 0; round < count; round++)
        {
            bareRates.Add((await SaturateAsync(bare)).PerSecond);
            foreach (var one in cases)
            {
                var measured = await SaturateAsync(one);
                rates[one].Add(measured.PerSecond);
                medians[one].Add(measured.Latencies.Percentile(50));
            }
        }

        var memory = services.ToDictionary(service => service.Name, service => Math.Round(service.Megabytes));
        var results = new List<Result> { new("bare endpoint", Spread.Of(bareRates), null, Spread.Of([.. bareRates.Select(_ => 1.0)])) };
        foreach (var one in cases)
            results.Add(new(one.Name, Spread.Of(rates[one]), await AtHalfAsync(one, Spread.Of(rates[one]).Median), Spread.Of([.. rates[one].Zip(bareRates, (ours, its) => ours / its)]))
            {
                Wanted = one.Wanted,
                WantedOfBare = one.WantedOfBare,
                Memory = memory,
            });
        return results;
    }

    // Until the runtime has compiled for good what runs often. That goes in steps, so it must have got no faster three times in a row.
    private async Task WarmAsync(Case one)
    {
        var (best, idle) = (0d, 0);
        for (var tries = 0; tries < 20 && idle < 3; tries++)
        {
            var rate = (await SaturateAsync(one)).PerSecond;
            idle = rate > best * 1.05 ? 0 : idle + 1;
            best = Math.Max(best, rate);
        }
    }

    private async Task<Measurement> SaturateAsync(Case one) => LoadRun.Saturate(one.To, await one.Scripts(), duration);

    private async Task<Quiet> AtHalfAsync(Case one, double perSecond)
    {
        var measured = LoadRun.AtRate(one.To, await one.Scripts(), duration, perSecond / 2);
        return new(measured.Latencies.Percentile(50), measured.Latencies.Percentile(99));
    }
}
