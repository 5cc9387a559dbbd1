using OAuthDemo.Benchmarks.Reports;
using OAuthDemo.Benchmarks.Systems;

namespace OAuthDemo.Benchmarks.Works;

/// <summary>
/// How long the whole system takes to start, with empty and with full stores, beside an Aspire AppHost with as many empty web projects; and the memory
/// that it holds at rest.
/// </summary>
internal sealed class Start(int count, int rows)
{
    private const double WantedSeconds = 9, WantedRatio = 1.5, WantedMegabytes = 450;

    private static readonly string[] _services = ["AuthorizationServer", "BankApi", "FinanceAggregator", "FlowExplorer", "Gateway", "StatementWorker"];
    private static readonly TimeSpan _idle = TimeSpan.FromSeconds(10);

    public static TimeSpan Estimate(int count, int rows) => TimeSpan.FromSeconds(30 + (count * 12) + (rows / 7_000d));

    public async Task<IReadOnlyList<Section>> MeasureAsync()
    {
        var folder = Remains.NewFolder("filled");
        await FillAsync(folder);
        var (empty, full, bare) = (new List<double>(), new List<double>(), new List<double>());
        IReadOnlyDictionary<string, Memory> memory = new Dictionary<string, Memory>();
        for (var round = 0; round < count; round++)
        {
            empty.Add(await StartAsync(null));
            full.Add(await StartAsync(folder, round == count - 1 ? found => memory = found : null));
            await using (var system = await WholeSystem.StartEmptyAsync())
                bare.Add(system.StartupTime.TotalSeconds);
            Progress.Say($"start {round + 1} of {count}: {empty[^1]:0.0} s with empty stores, {full[^1]:0.0} s with full ones, {bare[^1]:0.0} s for empty projects");
        }

        Remains.DeleteFolder(folder);
        return [Section(Spread.Of(empty), Spread.Of(full), Spread.Of(bare)), Section(memory)];
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
            took = system.StartupTime.TotalSeconds;
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

    private static Section Section(Spread empty, Spread full, Spread bare) => new(
        "start of the whole system by the AppHost, from its process to all healthy",
        ["AppHost", "takes", "wanted"],
        [
            ["empty stores", Text.Of(empty, Text.Seconds), $"≤ {Text.Of(WantedSeconds, Text.Seconds)}"],
            ["full stores", Text.Of(full, Text.Seconds), $"≤ {Text.Of(WantedSeconds, Text.Seconds)}"],
            ["as many empty web projects", Text.Of(bare, Text.Seconds), $"{Text.Of(empty.Median / bare.Median, Text.Part)} times that, wanted ≤ {Text.Of(WantedRatio, Text.Part)}"],
        ],
        [
            Goal.AtMost("start, empty stores", empty.Median, WantedSeconds, Text.Seconds),
            Goal.AtMost("start, full stores", full.Median, WantedSeconds, Text.Seconds),
            Goal.AtMost("start, compared with empty web projects", empty.Median / bare.Median, WantedRatio, Text.Part),
        ])
    {
        Data = new { empty, full, bare },
    };

    private static Section Section(IReadOnlyDictionary<string, Memory> memory)
    {
        var services = Sum(memory.Where(process => _services.Contains(process.Key)));
        var rows = memory.OrderBy(process => !_services.Contains(process.Key)).ThenBy(process => process.Key, StringComparer.Ordinal)
            .Append(new("services together", services)).Append(new("everything", Sum(memory)));
        return new(
            "memory of the whole system at rest",
            ["process", "resident (RSS)", "proportional (PSS)"],
            [.. rows.Select(one => (IReadOnlyList<string>)[one.Key, Text.Of(one.Value.Resident, Text.Megabytes), Text.Of(one.Value.Proportional, Text.Megabytes)])],
            [Goal.AtMost("the services at rest", services.Proportional, WantedMegabytes, Text.Megabytes)])
        {
            Data = memory,
            Note = "Pages that several processes share count once in the sum of PSS, and in that of RSS in each of them.",
        };
    }

    private static Memory Sum(IEnumerable<KeyValuePair<string, Memory>> processes) =>
        new(processes.Sum(one => one.Value.Resident), processes.Sum(one => one.Value.Proportional));
}
