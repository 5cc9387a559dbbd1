using System.Data.Common;
using System.Net.Sockets;
using OAuthDemo.Benchmarks;
using OAuthDemo.Benchmarks.Reports;
using OAuthDemo.Benchmarks.Systems;

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

using var signals = Remains.PutAwayUponSignals();
try
{
    var options = Options.Parse(args);
    if (!Repository.IsRelease)
        Console.Error.WriteLine("This is a debug build: the numbers say nothing. Use -c Release.");
    var run = new Run(options);
    Progress.Say($"this takes about {Math.Ceiling(run.Estimate.TotalMinutes)} min");
    var sections = await run.MeasureAsync();
    Report.Show(sections);
    Report.Keep(options.Output, options.Work, sections);
    return 0;
}
catch (FormatException usage)
{
    Console.Error.WriteLine(usage.Message);
    return 2;
}
catch (Exception failure) when (failure is InvalidOperationException or IOException or SocketException or DbException)
{
    if (Remains.Interrupted.IsCompleted)
        await Task.Delay(Timeout.Infinite); // this is why; the process ends with the exit code of the signal
    Console.Error.WriteLine(failure.Message);
    return 1;
}
finally
{
    Remains.PutAllAway();
}
