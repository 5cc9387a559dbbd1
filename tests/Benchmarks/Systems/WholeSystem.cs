using System.Diagnostics;
using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Benchmarks.Systems;

/// <summary>A built Aspire AppHost with everything that it starts: its services, DCP and the dashboard.</summary>
internal sealed class WholeSystem : IAsyncDisposable
{
    private const string Mark = "OAUTHDEMO_BENCHMARK";

    private readonly ServiceProcess _appHost;
    private readonly string _mark;

    private WholeSystem(ServiceProcess appHost, string mark, TimeSpan startupTime) => (_appHost, _mark, StartupTime) = (appHost, mark, startupTime);

    /// <summary>From the start of the AppHost's process until it says that all services are healthy.</summary>
    public TimeSpan StartupTime { get; }

    /// <summary>Starts this repository's AppHost.</summary>
    /// <param name="data">The folder of its stores, which may be filled or empty.</param>
    public static Task<WholeSystem> StartAsync(string data)
    {
        var ports = ((string[])["gateway", "finance-aggregator", "flow-explorer"]).Select(service => $"--Ports:{service}={FreePorts.Next()}");
        return StartAsync("AppHost", "AppHost", [.. ports, $"--Data:Folder={data}"]);
    }

    /// <summary>Starts an AppHost with as many empty web projects.</summary>
    public static Task<WholeSystem> StartEmptyAsync() => StartAsync("Benchmarks.EmptyAppHost", "tests/Benchmarks.EmptyAppHost", []);

    /// <summary>The memory of each process, by the name of its program. Linux only; empty elsewhere.</summary>
    public IReadOnlyDictionary<string, Memory> Memory() => !OperatingSystem.IsLinux()
        ? new Dictionary<string, Memory>()
        : Directory.EnumerateDirectories("/proc").Where(IsPart)
            .Select(process => (Name: NameOf(process), Memory: Systems.Memory.Of(int.Parse(Path.GetFileName(process), null))))
            .GroupBy(process => process.Name, process => process.Memory)
            .ToDictionary(name => name.Key, name => new Memory(name.Sum(memory => memory.Resident), name.Sum(memory => memory.Proportional)));

    public ValueTask DisposeAsync() => _appHost.DisposeAsync();

    private static async Task<WholeSystem> StartAsync(string project, string folder, IReadOnlyList<string> arguments)
    {
        var mark = $"{Guid.NewGuid():N}";
        var clock = Stopwatch.StartNew();
        var appHost = ServiceProcess.Launch(project, Path.Combine(Repository.Root, folder), ["dotnet", Repository.Program(project), .. arguments], 0, Environment(mark), signal: "TERM");
        var healthy = new TaskCompletionSource<TimeSpan>(TaskCreationOptions.RunContinuationsAsynchronously);
        appHost.Said += line =>
        {
            if (line.StartsWith("All healthy", StringComparison.Ordinal))
                healthy.TrySetResult(clock.Elapsed);
        };
        try
        {
            await appHost.UntilAsync(() => Task.FromResult(healthy.Task.IsCompleted));
            return new(appHost, mark, await healthy.Task);
        }
        catch
        {
            await appHost.DisposeAsync();
            throw;
        }
    }

    private static Dictionary<string, string> Environment(string mark) => new()
    {
        [Mark] = mark,
        ["DOTNET_ENVIRONMENT"] = "Development",
        ["ASPNETCORE_URLS"] = $"http://localhost:{FreePorts.Next()}",
        ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = $"http://localhost:{FreePorts.Next()}",
        ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = $"http://localhost:{FreePorts.Next()}",
        ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
    };

    private bool IsPart(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "environ")).Contains($"{Mark}={_mark}", StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // "dotnet /path/OAuthDemo.Gateway.dll" is Gateway, "/path/dcp start-apiserver" is dcp.
    private static string NameOf(string process)
    {
        try
        {
            var words = File.ReadAllText(Path.Combine(process, "cmdline")).Split('\0', StringSplitOptions.RemoveEmptyEntries);
            var program = Array.Find(words, word => word.EndsWith(".dll", StringComparison.Ordinal)) ?? words.FirstOrDefault() ?? "";
            return Path.GetFileName(program).Replace("OAuthDemo.", "", StringComparison.Ordinal).Replace(".dll", "", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return "ended";
        }
    }
}
