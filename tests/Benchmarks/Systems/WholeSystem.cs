using System.Diagnostics;
using System.Text.RegularExpressions;
using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Benchmarks.Systems;

/// <summary>Everything, as <c>dotnet run --project AppHost</c> starts it once it is built: the AppHost and all of its services.</summary>
internal sealed partial class WholeSystem : IAsyncDisposable
{
    private readonly ServiceProcess _appHost;

    private WholeSystem(ServiceProcess appHost, TimeSpan took) => (_appHost, Took) = (appHost, took);

    /// <summary>From the start of the AppHost's process until it says that all are healthy.</summary>
    public TimeSpan Took { get; }

    /// <param name="data">The folder of its stores, which may be filled or empty.</param>
    public static async Task<WholeSystem> StartAsync(string data)
    {
        var clock = Stopwatch.StartNew();
        var appHost = ServiceProcess.Launch("AppHost", Path.Combine(Repository.Root, "AppHost"),
            ["dotnet", Repository.Program("AppHost"), .. ((string[])["gateway", "finance-aggregator", "flow-explorer"]).Select(front => $"--Ports:{front}={FreePorts.Next()}"), $"--Data:Folder={data}"],
            0, new Dictionary<string, string>(), signal: "TERM");
        var healthy = new TaskCompletionSource<TimeSpan>(TaskCreationOptions.RunContinuationsAsynchronously);
        appHost.Said += line =>
        {
            if (line.StartsWith("Distributed application started.", StringComparison.Ordinal))
                healthy.TrySetResult(clock.Elapsed);
        };
        try
        {
            await appHost.UntilAsync(() => Task.FromResult(healthy.Task.IsCompleted));
            return new(appHost, await healthy.Task);
        }
        catch
        {
            await appHost.DisposeAsync();
            throw;
        }
    }

    /// <summary>Of the AppHost and each service. Linux only; empty elsewhere.</summary>
    public IReadOnlyDictionary<string, Memory> Memory()
    {
        if (!OperatingSystem.IsLinux())
            return new Dictionary<string, Memory>();
        var parents = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!, null))
            .Select(id => (Id: id, Parent: ParentOf(id))).ToLookup(process => process.Parent, process => process.Id);
        return Tree(_appHost.Id, parents).Select(id => (Name: NameOf(id), Memory: Systems.Memory.Of(id))).Where(process => process.Name.Length > 0)
            .GroupBy(process => process.Name).ToDictionary(name => name.Key, name => new Memory(name.Sum(process => process.Memory.Resident), name.Sum(process => process.Memory.Proportional)));
    }

    public ValueTask DisposeAsync() => _appHost.DisposeAsync();

    private static IEnumerable<int> Tree(int root, ILookup<int, int> children) => children[root].SelectMany(child => Tree(child, children)).Prepend(root);

    private static int ParentOf(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], null);
        }
        catch (IOException)
        {
            return 0; // it has ended
        }
    }

    private static string NameOf(int id)
    {
        try
        {
            var match = Service().Match(File.ReadAllText($"/proc/{id}/cmdline"));
            return match.Success ? match.Groups[1].Value : "guardians";
        }
        catch (IOException)
        {
            return "";
        }
    }

    [GeneratedRegex(@"OAuthDemo\.([A-Za-z]+)(\.dll)?\0")]
    private static partial Regex Service();
}
