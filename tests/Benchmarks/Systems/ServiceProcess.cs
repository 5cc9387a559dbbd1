using System.Diagnostics;

namespace OAuthDemo.Benchmarks.Systems;

/// <summary>A program as a process of its own; ended when disposed, and never left behind.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly Queue<string> _lastLines = new();
    private readonly Lock _ending = new();
    private bool _ended;

    private ServiceProcess(string name, Uri address, Process process) => (Name, Address, _process) = (name, address, process);

    /// <summary>Upon each line that it prints.</summary>
    public event Action<string>? Said;

    public string Name { get; }

    public Uri Address { get; }

    public int Id => _process.Id;

    public Memory Memory => Memory.Of(Id);

    /// <summary>What asks it to end, if it must not be killed.</summary>
    public string? Signal { get; init; }

    /// <summary>Starts a project of this repository, in the build that this program is of, and waits until it is healthy.</summary>
    public static Task<ServiceProcess> StartAsync(string project, int port, IReadOnlyDictionary<string, string> settings) =>
        StartAsync(project, Path.Combine(Repository.Root, "services", project), ["dotnet", Repository.Program(project)], port, settings, "health", signal: "TERM");

    /// <summary>Starts this very program in another role.</summary>
    public static Task<ServiceProcess> StartOwnAsync(string role, int port) =>
        StartAsync(role, AppContext.BaseDirectory, ["dotnet", Repository.Program("Benchmarks"), role, $"{port}"], port, new Dictionary<string, string>(), "alive");

    /// <summary>Starts any program, and waits for nothing.</summary>
    public static ServiceProcess Launch(string name, string folder, IReadOnlyList<string> command, int port, IReadOnlyDictionary<string, string> settings, string? signal = null)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().ToDictionary(variable => (string)variable.Key, variable => (string)variable.Value!);
        foreach (var (setting, value) in settings)
            environment[setting] = value;
        var start = Guardian.Guard(command, environment);
        (start.WorkingDirectory, start.RedirectStandardOutput, start.RedirectStandardError) = (folder, true, true);

        var service = new ServiceProcess(name, new Uri($"http://localhost:{port}/"), Process.Start(start)!) { Signal = signal };
        Remains.Add(service, service.Kill);
        service._process.OutputDataReceived += (_, line) => service.Keep(line.Data);
        service._process.ErrorDataReceived += (_, line) => service.Keep(line.Data);
        service._process.BeginOutputReadLine();
        service._process.BeginErrorReadLine();
        return service;
    }

    /// <summary>Returns when the condition holds.</summary>
    /// <exception cref="InvalidOperationException">It never does, or the process ends.</exception>
    public async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < _patience && !_process.HasExited; await Task.Delay(TimeSpan.FromMilliseconds(20)))
            if (await condition())
                return;
        throw new InvalidOperationException($"{Name} did not become ready. Its last words:\n{string.Join('\n', LastLines())}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_ended)
            return;
        if (Signal is not null && !_process.HasExited)
        {
            await _process.StandardInput.WriteLineAsync(Signal);
            await _process.StandardInput.FlushAsync();
            await Task.WhenAny(_process.WaitForExitAsync(), Task.Delay(_grace));
        }

        Kill();
        Remains.Forget(this);
        lock (_ending)
        {
            _ended = true;
            _process.Dispose();
        }
    }

    private static async Task<ServiceProcess> StartAsync(
        string name, string folder, IReadOnlyList<string> command, int port, IReadOnlyDictionary<string, string> settings, string probe, string? signal = null)
    {
        var service = Launch(name, folder, command, port, new Dictionary<string, string>(settings)
        {
            ["ASPNETCORE_URLS"] = $"http://localhost:{port}",
            ["ASPNETCORE_ENVIRONMENT"] = "Staging", // neither the checks that Development adds, nor https, which Production wants
        }, signal);
        try
        {
            using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
            await service.UntilAsync(() => AnswersAsync(http, new(service.Address, probe)));
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient http, Uri address)
    {
        try
        {
            using var answer = await http.GetAsync(address);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // it does not listen yet
        }
    }

    // Its guardian ends whatever it has started, too.
    private void Kill()
    {
        lock (_ending) // whoever is interrupted may be about to end it, too
        {
            if (_ended)
                return;
            Guardian.Kill(_process);
            if (!_process.WaitForExit(_grace))
                _process.Kill(entireProcessTree: true);
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_lastLines)
        {
            _lastLines.Enqueue(line);
            if (_lastLines.Count > 40)
                _lastLines.Dequeue();
        }

        Said?.Invoke(line);
    }

    private string[] LastLines()
    {
        lock (_lastLines)
            return [.. _lastLines];
    }
}
