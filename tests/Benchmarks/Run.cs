using OAuthDemo.Benchmarks.Load;
using OAuthDemo.Benchmarks.Reports;
using OAuthDemo.Benchmarks.Systems;
using OAuthDemo.Benchmarks.Works;

namespace OAuthDemo.Benchmarks;

/// <summary>Starts what is to be measured, and measures it.</summary>
internal sealed class Run(Options options)
{
    private readonly Rounds _rounds = new(options.Rounds, options.Duration);

    private IReadOnlyList<string> Works => options.Work == "all" ? Options.Works.Where(work => work != "all").ToList() : [options.Work];

    // Writing them takes longer than what is measured with them.
    private int RowsAtStart => Math.Max(1, options.Rows / 10);

    /// <summary>About how long it takes.</summary>
    public TimeSpan Estimate => TimeSpan.FromSeconds(20) + (options.Url is not null ? _rounds.Estimate(2) : Works.Aggregate(_rounds.Estimate(1), (sum, work) => sum + work switch
    {
        "growth" => Growth.Estimate(_rounds, options.Rows),
        "start" => Start.Estimate(options.Rounds, RowsAtStart),
        "api" => _rounds.Estimate(3) + Proxies.Estimate(_rounds),
        "flow" => _rounds.Estimate(3),
        _ => _rounds.Estimate(Cases.Count(work)),
    }));

    public async Task<IReadOnlyList<Section>> MeasureAsync()
    {
        if (options.Url is { } url)
            return [Result.Section("another server", await _rounds.MeasureAsync([OfAnother(url)]))];
        var sections = new List<Section>();
        foreach (var work in Works.Intersect(Cases.Names))
            sections.AddRange(await OfTheBankAsync(work));
        if (Works.Contains("growth"))
            sections.AddRange(await new Growth(_rounds, options.Rows, options.Watched).MeasureAsync());
        if (Works.Contains("start"))
            sections.AddRange(await new Start(options.Rounds, RowsAtStart).MeasureAsync());
        return sections;
    }

    // Each work has a bank of its own: what one leaves behind, in the stores and in what was compiled for it, does not count for the next.
    private async Task<IReadOnlyList<Section>> OfTheBankAsync(string work)
    {
        Progress.Say($"{work}: starting the bank");
        await using var bank = await BankSystem.StartAsync(options.Watched);
        await using var nginx = work == "api" && Nginx.IsInstalled ? await Nginx.StartAsync(bank.Api, bank.Folder) : null;
        await using var postgres = work == "flow" ? await PostgresServer.FindAsync(options.Postgres) : null;
        await using var bankOnPostgres = postgres is null ? null : await BankSystem.StartAsync(options.Watched, postgres.DatabaseOf);

        var ours = new Cases(bank, await Session.OpenAllAsync(bank));
        var cases = ours.Of(work).ToList();
        if (bankOnPostgres is not null)
            cases.Add(new Cases(bankOnPostgres, await Session.OpenAllAsync(bankOnPostgres)).OnPostgres);
        if (nginx is not null)
            cases.Add(ours.Accounts(Cases.ThroughNginx, nginx) with { IsYardstick = true });
        var results = await _rounds.MeasureAsync(cases);

        var sections = new List<Section> { Result.Section($"{work}: as much as it takes, and half of that", results), LoadedMemory.Section($"{work}: memory after load", bank.Services) };
        if (work == "api")
            sections.Add(await OfProxiesAsync(cases, results));
        return sections;
    }

    private Task<Section> OfProxiesAsync(IReadOnlyList<Case> cases, IReadOnlyList<Result> results)
    {
        var proxies = cases.Where(one => one.Name is Cases.ThroughGateway or Cases.ThroughNginx).ToDictionary(one => one.Name);
        var slowest = results.Where(result => proxies.ContainsKey(result.Name)).Min(result => result.PerSecond.Median);
        return new Proxies(_rounds).MeasureAsync(cases.First(one => one.Name == Cases.Direct), proxies[Cases.ThroughGateway], proxies.GetValueOrDefault(Cases.ThroughNginx), slowest / 2);
    }

    private Case OfAnother(Uri url)
    {
        var form = "grant_type=client_credentials" + (options.Scope is { } scope ? $"&scope={Uri.EscapeDataString(scope)}" : "");
        return Case.Same(url.AbsoluteUri, url, Requests.Post(url, form, Requests.Basic(options.Client, options.Secret)));
    }
}
