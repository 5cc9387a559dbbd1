using OAuthDemo.Benchmarks.Load;
using OAuthDemo.Benchmarks.Reports;
using OAuthDemo.Benchmarks.Systems;
using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Benchmarks.Works;

/// <summary>Measures cases and the bare endpoint in turn, so that whatever else happens on the machine happens to both.</summary>
internal sealed class Rounds(int count, TimeSpan duration)
{
    private const int LeastWarmings = 4, MostWarmings = 20, Warm = 2;
    private const double LittleCompiled = 0.05;

    public int Count => count;

    public TimeSpan Duration => duration;

    /// <summary>About how long it takes to measure so many cases.</summary>
    public TimeSpan Estimate(int cases) => cases * duration * ((2 * count) + (2 * LeastWarmings));

    public async Task<IReadOnlyList<Result>> MeasureAsync(IReadOnlyList<Case> cases)
    {
        await using var endpoint = await ServiceProcess.StartOwnAsync("bare", FreePorts.Next());
        var bare = Case.Same("bare endpoint", endpoint.Address, Requests.Post(new(endpoint.Address, BareEndpoint.Path), "grant_type=client_credentials")) with { IsYardstick = true };
        var all = cases.Prepend(bare).ToList();
        foreach (var one in all)
            await WarmAsync(one);

        var rounds = new List<Dictionary<Case, Round>>();
        while (rounds.Count < count)
        {
            var round = new Dictionary<Case, Round>();
            foreach (var one in all)
            {
                var saturated = (await SaturateAsync(one)).PerSecond;
                round[one] = new(saturated, await AtRateAsync(one, saturated / 2));
            }

            rounds.Add(round);
            Progress.Say($"round {rounds.Count} of {count}: {string.Join(", ", round.Select(one => $"{one.Key.Name} {one.Value.PerSecond:#,0}/s"))}");
        }

        return [.. all.Select(one => new Result(
            one.Name,
            Spread.Of(rounds.Select(round => round[one].PerSecond)),
            Spread.Of(rounds.Select(round => round[one].PerSecond / round[bare].PerSecond)),
            Spread.Of(rounds.Select(round => round[one].AtHalf.Latencies.Percentile(50))),
            Spread.Of(rounds.Select(round => round[one].AtHalf.Latencies.Percentile(99))),
            Spread.Of(rounds.Select(round => round[one].AtHalf.Requests.Percentile(99))))
        {
            Wanted = one.Wanted,
            WantedOfBare = one.WantedOfBare,
            IsYardstick = one.IsYardstick,
        })];
    }

    /// <summary>Until the runtime has compiled for good what runs often. That goes in steps, so there must have been nothing to compile, and no gain, several times in a row.</summary>
    public async Task WarmAsync(Case one)
    {
        Progress.Say($"warming up: {one.Name}");
        var (best, warm) = (0d, 0);
        for (var tries = 0; tries < LeastWarmings || (tries < MostWarmings && warm < Warm); tries++)
        {
            var worked = Compilers.Worked;
            var rate = (await SaturateAsync(one)).PerSecond;
            var compiled = await Compilers.FinishAsync(since: worked);
            warm = rate > best * 1.05 || compiled > duration * LittleCompiled ? 0 : warm + 1;
            best = Math.Max(best, rate);
        }
    }

    public async Task<Measurement> SaturateAsync(Case one) => LoadRun.Saturate(one.To, await one.Scripts(), duration);

    /// <summary>So many times a second.</summary>
    public async Task<Measurement> AtRateAsync(Case one, double perSecond) => LoadRun.AtRate(one.To, await one.Scripts(), duration, perSecond);

    /// <summary>One after the other, on one connection.</summary>
    public async Task<Latencies> AloneAsync(Case one) => LoadRun.Saturate(one.To, [.. (await one.Scripts()).Take(1)], duration).Latencies;

    private sealed record Round(double PerSecond, Measurement AtHalf);
}
