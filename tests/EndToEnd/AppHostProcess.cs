using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace OAuthDemo.EndToEnd;

/// <summary>
/// The real AppHost as a process, on free ports and with a data folder of its own, so that it disturbs nobody. As a fixture
/// (<c>IClassFixture&lt;AppHostProcess&gt;</c>) the whole system is up before the first test and down after the last.
/// </summary>
public sealed partial class AppHostProcess : IAsyncLifetime
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan LongestDeath = TimeSpan.FromSeconds(2);

    // Every process of this system carries it in its environment.
    private readonly string _mark = $"{Guid.NewGuid():N}";
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StringBuilder _output = new();
    private readonly Process _process = new();
    private readonly string _ownFolder = Path.Combine(Path.GetTempPath(), $"oauthdemo-apphost-{Guid.NewGuid():N}");
    private Task _read = Task.CompletedTask;

    /// <summary>The bank's front door: the issuer.</summary>
    public Uri Bank { get; } = FreeAddress();

    /// <summary>Tidepool Finance.</summary>
    public Uri Aggregator { get; } = FreeAddress();

    /// <summary>The flow explorer.</summary>
    public Uri Explorer { get; } = FreeAddress();

    /// <summary>What follows on the command line.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Variables for the AppHost and, through it, for its services.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the AppHost sees a terminal. Needs <c>script</c>, which every Linux has.</summary>
    public bool InTerminal { get; init; }

    /// <summary>Where this system keeps its stores, and in <c>logs</c> its logs; by default a folder of its own, deleted at the end.</summary>
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

    /// <summary>What the AppHost says about how long the start took.</summary>
    public TimeSpan StartTook => TimeSpan.FromSeconds(double.Parse(StartTime().Match(Output).Groups[1].Value, CultureInfo.InvariantCulture));

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
        string[] command =
        [
            "dotnet", Assembly, $"--Ports:gateway={Bank.Port}", $"--Ports:finance-aggregator={Aggregator.Port}",
            $"--Ports:flow-explorer={Explorer.Port}", $"--Data:Folder={DataFolder}", .. Arguments,
        ];
        if (OperatingSystem.IsLinux())
            command = ["env", "--default-signal=INT", .. command]; // a shell's background job would hand on that it ignores Ctrl+C
        if (InTerminal)
            command = ["script", "--quiet", "--return", "--command", $"stty cols 120; exec {string.Join(' ', command)}", "/dev/null"];
        _process.StartInfo = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in Environment)
            _process.StartInfo.Environment[name] = value;
        _process.StartInfo.Environment["OAUTHDEMO_TEST"] = _mark;
        if (InTerminal)
            _process.StartInfo.Environment.Remove("NO_COLOR"); // a test runner that was asked for plain output hands this on
        _process.Start();
        _read = Task.WhenAll(ReadAsync(_process.StandardOutput), ReadAsync(_process.StandardError));
        return this;
    }

    /// <summary>Returns when the AppHost says that everything is up; fails with its output when it ends instead.</summary>
    public async Task StartedAsync()
    {
        var ended = _process.WaitForExitAsync();
        if (await Task.WhenAny(_started.Task, ended, Task.Delay(LongestStart)) != _started.Task)
            throw new InvalidOperationException($"The AppHost has not started. It said:\n{Output}");
    }

    /// <summary>Waits for the AppHost to end by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(LongestStart);
        await _read.WaitAsync(TimeSpan.FromSeconds(5));
        return _process.ExitCode;
    }

    /// <summary>Sends a signal: TERM as a service manager does, INT as Ctrl+C does, KILL as nobody should.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -{signal} {ProcessId}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Asks the AppHost to stop.</summary>
    /// <returns>Its exit code, and how long it took.</returns>
    public async Task<(int ExitCode, TimeSpan Took)> StopAsync(string signal = "TERM")
    {
        var asked = Stopwatch.GetTimestamp();
        await SignalAsync(signal);
        return (await EndAsync(), Stopwatch.GetElapsedTime(asked));
    }

    /// <summary>The processes of this system: the AppHost, its services, and whatever they have started. Linux only.</summary>
    public IReadOnlyList<string> Processes() => [.. Directory.EnumerateDirectories("/proc").Where(Carries)];

    /// <summary>The processes that are still there after the moment that dying takes.</summary>
    public async Task<IReadOnlyList<string>> RemainingProcessesAsync()
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < LongestDeath && Processes().Count > 0;)
            await Task.Delay(TimeSpan.FromMilliseconds(50));

        return Processes();
    }

    /// <inheritdoc />
    public async ValueTask InitializeAsync() => await Launch().StartedAsync();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await StopAsync();
        _process.Dispose();
        if (Directory.Exists(_ownFolder))
            Directory.Delete(_ownFolder, recursive: true);
    }

    private static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    private bool Carries(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "environ")).Contains(_mark, StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_output)
                _output.AppendLine(line);
            if (line.StartsWith("Distributed application started.", StringComparison.Ordinal))
                _started.TrySetResult();
        }
    }

    [GeneratedRegex("All healthy after ([0-9.]+) s")]
    private static partial Regex StartTime();
}
