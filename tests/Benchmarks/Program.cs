using OAuthDemo.Benchmarks;
using OAuthDemo.Benchmarks.Load;
using OAuthDemo.Benchmarks.Reports;
using OAuthDemo.Benchmarks.Systems;
using OAuthDemo.Benchmarks.Works;

switch (args)
{
    case ["bare", var port]:
        BareEndpoint.Run(port);
        return 0;
    case ["collector", var port]:
        Collector.Run(port);
        return 0;
    default:
        break;
}

try
{
    var options = Options.Parse(args);
    if (!Repository.IsRelease)
        Console.Error.WriteLine("This is a debug build: the numbers say nothing. Use -c Release.");
    var rounds = new Rounds(options.Rounds, options.Duration);
    var results = options.Url is null ? await OfTheBankAsync(options, rounds) : await OfAnotherAsync(options, rounds);
    Report.Show(results);
    Report.Keep(options.Work, results);
    return 0;
}
catch (FormatException usage)
{
    Console.Error.WriteLine(usage.Message);
    return 2;
}

static async Task<IReadOnlyList<Result>> OfTheBankAsync(Options options, Rounds rounds)
{
    await using var bank = await BankSystem.StartAsync(options.Watched, options.Store);
    var cases = new Cases(bank, await Session.OpenAllAsync(bank));
    var works = options.Work == "all" ? Cases.Names : [options.Work];
    return await rounds.MeasureAsync([.. works.SelectMany(cases.Of)], bank.Services);
}

static Task<IReadOnlyList<Result>> OfAnotherAsync(Options options, Rounds rounds)
{
    var form = "grant_type=client_credentials" + (options.Scope is { } scope ? $"&scope={Uri.EscapeDataString(scope)}" : "");
    var one = Case.Same($"{options.Url}", options.Url!, Requests.Post(options.Url!, form, Requests.Basic(options.Client, options.Secret)));
    return rounds.MeasureAsync([one], []);
}
