using OAuthDemo.Benchmarks.Load;
using OAuthDemo.Benchmarks.Reports;
using OAuthDemo.Benchmarks.Systems;

namespace OAuthDemo.Benchmarks.Works;

/// <summary>The same work at a bank that has just opened and at one with very many consents and tokens, in turn; then while the full one is tidied.</summary>
internal sealed class Growth(Rounds rounds, int rows, bool watched)
{
    private const double WantedOfEmpty = 0.9;

    public static TimeSpan Estimate(Rounds rounds, int rows) => rounds.Estimate(2 * Names.Count) + Pruning.Estimate(rounds) + TimeSpan.FromSeconds(40 + (rows / 7_000d));

    private static IReadOnlyList<string> Names { get; } = ["token", "flow", "refresh", "introspection", "api"];

    public async Task<IReadOnlyList<Section>> MeasureAsync()
    {
        Progress.Say("starting a bank with an empty store, and one with a full store");
        await using var empty = await BankSystem.StartAsync(watched);
        await using var full = await BankSystem.StartAsync(watched);
        var sessions = await Session.OpenAllAsync(full);
        await FillAsync(full, sessions, rows);
        var (ofEmpty, ofFull) = (new Cases(empty, await Session.OpenAllAsync(empty)), new Cases(full, sessions));

        var comparisons = new List<Comparison>();
        foreach (var name in Names)
            comparisons.Add(await CompareAsync(ofEmpty.Of(name)[0], ofFull.Of(name)[0]));
        return [Section(comparisons), await new Pruning(rounds).MeasureAsync(full, ofFull.Of("flow")[0])];
    }

    /// <summary>Fills the store of a bank of which sessions were opened, while its authorization server is down.</summary>
    public static async Task FillAsync(BankSystem bank, IReadOnlyList<Session> sessions, int rows)
    {
        LoadRun.Once(bank.Authorization.Address.EndPoint(), sessions[0].OneOfEach);
        await bank.RestartAuthorizationAsync(() =>
        {
            Progress.Say($"writing {rows:#,0} consents, grants and tokens each into the store");
            FullStore.Fill(bank.AuthorizationStore, rows);
        });
    }

    private async Task<Comparison> CompareAsync(Case empty, Case full)
    {
        await rounds.WarmAsync(empty);
        await rounds.WarmAsync(full);
        var (ofEmpty, ofFull) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds.Count; round++)
        {
            // Now the one first, now the other: whatever grows with time grows for both.
            foreach (var (one, rates) in round % 2 == 0 ? [(empty, ofEmpty), (full, ofFull)] : new[] { (full, ofFull), (empty, ofEmpty) })
                rates.Add((await rounds.SaturateAsync(one)).PerSecond);
        }

        Progress.Say($"{full.Name}: {ofEmpty.Max():#,0}/s with an empty store, {ofFull.Max():#,0}/s with a full one");
        return new(full.Name, Spread.Of(ofEmpty), Spread.Of(ofFull), Spread.Of(ofFull.Zip(ofEmpty, (its, other) => its / other)));
    }

    private Section Section(IReadOnlyList<Comparison> comparisons) => new(
        $"growth: an empty store, and one with {Text.Of(rows, "#,0")} consents, grants and tokens each",
        ["work", "empty: per second", "full: per second", "full of empty", "wanted"],
        [.. comparisons.Select(one => (IReadOnlyList<string>)[one.Name, Text.Of(one.Empty, "#,0"), Text.Of(one.Full, "#,0"), Text.Of(one.Ratio, Text.Part), $"≥ {Text.Of(WantedOfEmpty, Text.Part)}"])],
        [.. comparisons.Select(one => Goal.AtLeast($"{one.Name}, full store", one.Ratio.Median, WantedOfEmpty, "0.00' of empty'"))])
    {
        Data = comparisons,
    };

    private sealed record Comparison(string Name, Spread Empty, Spread Full, Spread Ratio);
}
