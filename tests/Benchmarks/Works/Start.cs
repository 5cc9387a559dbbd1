using OAuthDemo.Benchmarks.Reports;
using OAuthDemo.Benchmarks.Systems;

namespace OAuthDemo.Benchmarks.Works;

/// <summary>How long the whole system takes to start, with stores that are empty and with stores that are full, and what it occupies when nobody does anything.</summary>
internal sealed class Start(int count, int rows)
{
    private const double WantedSeconds = 4, WantedMegabytes = 600;
    private static readonly TimeSpan _idle = TimeSpan.FromSeconds(10);

    public static TimeSpan Estimate(int count, int rows) => TimeSpan.FromSeconds(30 + (count * 12) + (rows / 7_000d));

    public async Task<IReadOnlyList<Section>> MeasureAsync()
    {
        var folder = Remains.NewFolder("filled");
        await FillAsync(folder);
        var (empty, full) = (new List<double>(), new List<double>());
        IReadOnlyDictionary<string, Memory> memory = new Dictionary<string, Memory>();
        for (var round = 0; round < count; round++)
        {
            empty.Add(await StartAsync(null));
            full.Add(await StartAsync(folder, round == count - 1 ? found => memory = found : null));
            Progress.Say($"start {round + 1} of {count}: {empty[^1]:0.0} s with empty stores, {full[^1]:0.0} s with full ones");
        }

        Remains.DeleteFolder(folder);
        return [Section(Spread.Of(empty), Spread.Of(full)), Section(memory)];
    }

    // The stores as they are after a month of very many people.
    private async Task FillAsync(string folder)
    {
        await using var bank = await BankSystem.StartAsync(watched: false);
        await Growth.FillAsync(bank, await Session.OpenAllAsync(bank), rows);
        await bank.Authorization.DisposeAsync();
        await bank.Api.DisposeAsync();
        foreach (var store in Directory.EnumerateFiles(bank.Folder, "*.db*"))
            File.Copy(store, Path.Combine(folder, Path.GetFileName(store)));
    }

    private static async Task<double> StartAsync(string? folder, Action<IReadOnlyDictionary<string, Memory>>? lookAtMemory = null)
    {
        var own = folder is null ? Remains.NewFolder("empty") : null;
        double took;
        await using (var system = await WholeSystem.StartAsync(folder ?? own!))
        {
            took = system.Took.TotalSeconds;
            if (lookAtMemory is not null)
            {
                await Task.Delay(_idle);
                lookAtMemory(system.Memory());
            }
        }

        if (own is not null)
            Remains.DeleteFolder(own);
        return took;
    }

    private static Section Section(Spread empty, Spread full) => new(
        "start of the whole system by the AppHost, from its process to all healthy",
        ["stores", "takes", "wanted"],
        [["empty", Text.Of(empty, Text.Seconds), $"≤ {Text.Of(WantedSeconds, Text.Seconds)}"], ["full", Text.Of(full, Text.Seconds), $"≤ {Text.Of(WantedSeconds, Text.Seconds)}"]],
        [Goal.AtMost("start, empty stores", empty.Median, WantedSeconds, Text.Seconds), Goal.AtMost("start, full stores", full.Median, WantedSeconds, Text.Seconds)])
    {
        Data = new { empty, full },
    };

    private static Section Section(IReadOnlyDictionary<string, Memory> memory)
    {
        var sum = new Memory(memory.Values.Sum(one => one.Resident), memory.Values.Sum(one => one.Proportional));
        return new(
            "memory of the whole system when nobody does anything",
            ["process", "resident (RSS)", "proportional (PSS)"],
            [.. memory.Append(new("all", sum)).Select(one => (IReadOnlyList<string>)[one.Key, Text.Of(one.Value.Resident, Text.Megabytes), Text.Of(one.Value.Proportional, Text.Megabytes)])],
            [Goal.AtMost("the whole system, idle", sum.Proportional, WantedMegabytes, Text.Megabytes)])
        {
            Data = memory,
            Note = "Pages that several processes share count once in the sum of PSS, and in that of RSS in each of them.",
        };
    }
}
