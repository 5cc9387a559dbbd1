using System.Diagnostics;
using System.Text;
using OAuthDemo.Integration.Demo;

namespace OAuthDemo.EndToEnd;

/// <summary>
/// The real AppHost as a process, on free ports and with a data folder of its own, so that it disturbs nobody. As a fixture
/// (<c>IClassFixture&lt;AppHostProcess&gt;</c>) the whole system is up before the first test and down after the last.
/// </summary>
public sealed class AppHostProcess : IAsyncLifetime
{
    // Only a test that fails waits so long. One that passes on a busy machine should not fail for it.
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(4);

    // On a quiet machine it takes less than ten seconds; RemainingProcessesAsync says how long it took.
    private static readonly TimeSpan LongestDeath = TimeSpan.FromSeconds(20);

    // Every process of this system carries it in its environment.
    private readonly string _mark = $"{Guid.NewGuid():N}";
    private readonly StringBuilder _output = new();
    private readonly Process _process = new();
    private readonly string _ownFolder = Path.Combine(Path.GetTempPath(), $"oauthdemo-apphost-{Guid.NewGuid():N}");
    private Task _read = Task.CompletedTask;

    /// <summary>The bank: the issuer.</summary>
    public Uri Bank { get; init; } = Address(FreePorts.Next());

    /// <summary>Tidepool Finance.</summary>
    public Uri Aggregator { get; init; } = Address(FreePorts.Next());

    /// <summary>The flow explorer.</summary>
    public Uri Explorer { get; init; } = Address(FreePorts.Next());

    /// <summary>The Aspire dashboard, which uses the next two ports besides.</summary>
    public Uri Dashboard { get; init; } = Address(FreePorts.Next(adjacent: 3));

    /// <summary>What follows on the command line.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Variables for the AppHost and, through it, for its services.</summary>
    public IDictionary<string, string> Environment { get; } = new Dictionary<string, string>();

    /// <summary>Where this system keeps its stores; by default a folder of its own, deleted at the end.</summary>
    public string DataFolder { get => field ?? _ownFolder; init; }

    /// <summary>The AppHost itself.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Everything printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    // artifacts/bin/EndToEnd/<configuration>/ and artifacts/bin/AppHost/<configuration>/
    private static string Assembly
    {
        get
        {
            var here = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
            return Path.Combine(here.Parent!.Parent!.FullName, "AppHost", here.Name, "OAuthDemo.AppHost.dll");
        }
    }

    /// <summary>Launches the AppHost without waiting for anything.</summary>
    public AppHostProcess Launch()
    {
        string[] command = ["dotnet", Assembly, .. Arguments];
        if (OperatingSystem.IsLinux())
            command = ["env", "--default-signal=INT", .. command]; // The background job of a shell would hand on that it ignores Ctrl+C.
        _process.StartInfo = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        var variables = _process.StartInfo.Environment;
        variables["Ports__gateway"] = $"{Bank.Port}";
        variables["Ports__finance-aggregator"] = $"{Aggregator.Port}";
        variables["Ports__flow-explorer"] = $"{Explorer.Port}";
        variables["Ports__dashboard"] = $"{Dashboard.Port}";
        variables["Data__Folder"] = DataFolder;
        variables["Startup__TimeoutSeconds"] = $"{LongestStart.TotalSeconds:0}";
        foreach (var (name, value) in Environment)
            variables[name] = value;
        variables["OAUTHDEMO_TEST"] = _mark;
        _process.Start();
        _read = Task.WhenAll(ReadAsync(_process.StandardOutput), ReadAsync(_process.StandardError));
        return this;
    }

    /// <summary>Returns when the AppHost says that everything is up; fails with its output when it ends instead.</summary>
    public Task StartedAsync() => SaysAsync("All healthy after ");

    /// <summary>Returns when the AppHost has printed this; fails with its output when it ends instead.</summary>
    public async Task SaysAsync(string text)
    {
        for (var waited = Stopwatch.StartNew(); !Output.Contains(text, StringComparison.Ordinal);)
        {
            if (_read.IsCompleted || waited.Elapsed > LongestStart)
                throw new InvalidOperationException($"The AppHost has not said '{text}'. It said:\n{Output}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits for the AppHost to end by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(LongestStart);
        await _read.WaitAsync(LongestDeath); // Whoever holds its output must end too.
        return _process.ExitCode;
    }

    /// <summary>Sends a signal: TERM as a service manager does, INT as Ctrl+C does, KILL as nobody should.</summary>
    public Task SignalAsync(string signal) => SignalAsync(signal, $"{ProcessId}");

    /// <summary>Kills the program of a service.</summary>
    public Task KillServiceAsync(string program)
    {
        // DCP's monitor has the program on its command line too, further back.
        var assembly = $"/OAuthDemo.{program}.dll";
        var process = Processes().Single(process => CommandLine(process) is [_, var path, ..] && path.EndsWith(assembly, StringComparison.Ordinal));
        return SignalAsync("KILL", Path.GetFileName(process));
    }

    /// <summary>Asks the AppHost to stop.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync(string signal = "TERM")
    {
        await SignalAsync(signal);
        return await EndAsync();
    }

    /// <summary>The processes of this system: the AppHost, its services, and whatever they have started. Linux only.</summary>
    public IReadOnlyList<string> Processes() => [.. Directory.EnumerateDirectories("/proc").Where(Carries)];

    /// <summary>The command lines of the processes that are still there after the moment that dying takes.</summary>
    public async Task<IReadOnlyList<string>> RemainingProcessesAsync()
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < LongestDeath && Processes().Count > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        TestContext.Current.TestOutputHelper?.WriteLine($"Everything had ended {waited.Elapsed.TotalSeconds:0.0} s later.");
        return [.. Processes().Select(process => string.Join(' ', CommandLine(process)))];
    }

    /// <inheritdoc />
    public async ValueTask InitializeAsync() => await Launch().StartedAsync();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await StopAsync();
        _process.Dispose();
        if (OperatingSystem.IsLinux())
            await RemainingProcessesAsync(); // They hold the stores.
        if (Directory.Exists(_ownFolder))
            Directory.Delete(_ownFolder, recursive: true);
    }

    private static Uri Address(int port) => new($"http://localhost:{port}");

    private static async Task SignalAsync(string signal, string processId)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -{signal} {processId}"]);
        await kill.WaitForExitAsync();
    }

    private static string[] CommandLine(string process) => Read(process, "cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);

    private static string Read(string process, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, file));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private bool Carries(string process) => Read(process, "environ").Contains(_mark, StringComparison.Ordinal);

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_output)
                _output.AppendLine(line);
        }
    }
}
