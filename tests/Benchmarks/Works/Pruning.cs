using System.Diagnostics;
using OAuthDemo.Benchmarks.Reports;
using OAuthDemo.Benchmarks.Systems;

namespace OAuthDemo.Benchmarks.Works;

/// <summary>What it costs others that the authorization server throws away what is of no use any more.</summary>
internal sealed class Pruning(Rounds rounds)
{
    private const double WantedOfBefore = 0.9, WantedP99 = 10;

    // Long enough for the runtime to have compiled what runs often, after the server has started.
    private TimeSpan Every => TimeSpan.FromSeconds(Math.Ceiling(22 * rounds.Duration.TotalSeconds) + 2);

    public static TimeSpan Estimate(Rounds rounds) => rounds.Duration * (25 + (2 * rounds.Count));

    public async Task<Section> MeasureAsync(BankSystem bank, Case one)
    {
        await bank.RestartAuthorizationAsync(null, ("Tidying__Every", Every.ToString()));
        var (begun, ended) = (new TaskCompletionSource(), new TaskCompletionSource());
        bank.Authorization.Said += line =>
        {
            if (line.Contains("The store is being tidied.", StringComparison.Ordinal))
                begun.TrySetResult();
            else if (line.Contains("The store is tidy:", StringComparison.Ordinal))
                ended.TrySetResult();
        };
        var old = FullStore.CountOld(bank.AuthorizationStore);
        await rounds.WarmAsync(one);
        Progress.Say("waiting for the store to be tidied");
        List<Round> before = [], during = [];
        var patience = Stopwatch.StartNew();
        while (!begun.Task.IsCompleted || before.Count == 0)
        {
            if (patience.Elapsed > Every + TimeSpan.FromMinutes(1))
                throw new InvalidOperationException("The authorization server does not tidy its store.");
            before.Add(await MeasureAsync(one, before));
        }

        while (during.Count < rounds.Count)
            during.Add(await MeasureAsync(one, before));
        var gone = old - FullStore.CountOld(bank.AuthorizationStore);
        return Section(one.Name, before.TakeLast(rounds.Count).ToList(), during, gone, ended.Task.IsCompleted);
    }

    // Half of what it took before, also while it is tidied.
    private async Task<Round> MeasureAsync(Case one, List<Round> before)
    {
        var saturated = (await rounds.SaturateAsync(one)).PerSecond;
        var latencies = (await rounds.AtRateAsync(one, (before.Count > 0 ? before[0].PerSecond : saturated) / 2)).Latencies;
        return new(saturated, latencies.Percentile(50), latencies.Percentile(99));
    }

    private static Section Section(string name, List<Round> before, List<Round> during, long gone, bool ended)
    {
        var (rate, p99) = (Spread.Of(during.Select(round => round.PerSecond)).Median / Spread.Of(before.Select(round => round.PerSecond)).Median, Spread.Of(during.Select(round => round.P99)).Median);
        return new(
            $"{name} on the full store, while it is tidied",
            ["", "per second", "half load: median", "half load: p99"],
            [Cells("before", before), Cells("meanwhile", during)],
            [Goal.AtLeast($"{name}, while the store is tidied", rate, WantedOfBefore, "0.00' of before'"), Goal.AtMost($"{name}, while the store is tidied: p99 at half load", p99, WantedP99, Text.Milliseconds)])
        {
            Data = new { before, during, gone, ended },
            Note = $"{Text.Of(gone, "#,0")} grants and tokens went meanwhile, and the tidying {(ended ? "was done before the measurement was" : "still went on after it")}.",
        };
    }

    private static IReadOnlyList<string> Cells(string name, List<Round> rounds) =>
    [
        name, Text.Of(Spread.Of(rounds.Select(round => round.PerSecond)), "#,0"),
        Text.Of(Spread.Of(rounds.Select(round => round.Median)), Text.Milliseconds), Text.Of(Spread.Of(rounds.Select(round => round.P99)), Text.Milliseconds),
    ];

    private sealed record Round(double PerSecond, double Median, double P99);
}
