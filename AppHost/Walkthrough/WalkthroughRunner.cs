using System.Diagnostics;

namespace OAuthDemo.AppHost;

/// <summary>Plays every flow in this terminal, against the system that already runs or one that is started for it.</summary>
internal sealed class WalkthroughRunner(AppHostSettings settings, DataFolder data, TlsCertificate? certificate)
{
    private static readonly string Program = BuiltProgram.PathOf(new Projects.ResourceOwner().ProjectPath);

    private static readonly string Worker = BuiltProgram.PathOf(new Projects.StatementWorker().ProjectPath);

    /// <summary>What the program of the walkthrough must know.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["OAuth__Issuer"] = $"{settings.PublicAddress("gateway")}/",
        ["Addresses__finance-aggregator"] = settings.PublicAddress("finance-aggregator"),
        ["Addresses__flow-explorer"] = settings.PublicAddress("flow-explorer"),
        ["Walkthrough__Worker"] = Worker,
        ["Walkthrough__WorkerKeyFile"] = data.KeyFile("statement-worker"),
        ["Tls__TrustedCertificate"] = certificate?.TrustedFile ?? "",
    };

    /// <summary>Starts the system without a word, plays, and stops it.</summary>
    /// <returns>0 if every step passed.</returns>
    public async Task<int> StartAndPlayAsync(DistributedApplication app)
    {
        if (!await new StartupReport(app, settings).StartAsync(TextWriter.Null))
            return 1;
        var exitCode = await PlayAsync();
        await app.StopAsync();
        return exitCode;
    }

    /// <summary>Plays.</summary>
    /// <returns>0 if every step passed.</returns>
    public async Task<int> PlayAsync()
    {
        var start = new ProcessStartInfo("dotnet", [Program, "walkthrough"]);
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
