using System.Diagnostics;

namespace OAuthDemo.Benchmarks.Systems;

/// <summary>One service as a process of its own, in the build that this program is of; stopped when disposed.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Queue<string> _lastLines = new();

    private ServiceProcess(string name, Uri address, Process process) => (Name, Address, _process) = (name, address, process);

    public string Name { get; }

    public Uri Address { get; }

    public int Id => _process.Id;

    /// <summary>What it occupies of the machine's memory, in megabytes.</summary>
    public double Megabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1024d / 1024;
        }
    }

    /// <summary>Starts a project of this repository and waits until it is healthy.</summary>
    public static Task<ServiceProcess> StartAsync(string project, int port, IReadOnlyDictionary<string, string> settings) =>
        StartAsync(project, Path.Combine(Repository.Root, "services", project), Repository.Program(project), [], port, settings, "health");

    /// <summary>Starts this very program in another role.</summary>
    public static Task<ServiceProcess> StartOwnAsync(string role, int port) =>
        StartAsync(role, AppContext.BaseDirectory, Repository.Program("Benchmarks"), [role, $"{port}"], port, new Dictionary<string, string>(), "alive");

    private static async Task<ServiceProcess> StartAsync(
        string name, string folder, string program, string[] arguments, int port, IReadOnlyDictionary<string, string> settings, string probe)
    {
        var start = program.EndsWith(".dll", StringComparison.Ordinal) ? new ProcessStartInfo("dotnet", [program, .. arguments]) : new ProcessStartInfo(program, arguments);
        (start.WorkingDirectory, start.RedirectStandardOutput, start.RedirectStandardError) = (folder, true, true);
        start.Environment["ASPNETCORE_URLS"] = $"http://localhost:{port}";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Staging"; // neither the checks that Development adds, nor https, which Production wants
        foreach (var (setting, value) in settings)
            start.Environment[setting] = value;

        var service = new ServiceProcess(name, new Uri($"http://localhost:{port}/"), Process.Start(start)!);
        service._process.OutputDataReceived += (_, line) => service.Keep(line.Data);
        service._process.ErrorDataReceived += (_, line) => service.Keep(line.Data);
        service._process.BeginOutputReadLine();
        service._process.BeginErrorReadLine();
        try
        {
            await service.WaitAsync(probe);
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task WaitAsync(string probe)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < _patience && !_process.HasExited)
            try
            {
                if ((await http.GetAsync(new Uri(Address, probe))).IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20)); // it does not listen yet
            }

        throw new InvalidOperationException($"{Name} did not become healthy. Its last words:\n{string.Join('\n', LastLines())}");
    }

    private void Keep(string? line)
    {
        lock (_lastLines)
        {
            _lastLines.Enqueue(line ?? "");
            if (_lastLines.Count > 40)
                _lastLines.Dequeue();
        }
    }

    private string[] LastLines()
    {
        lock (_lastLines)
            return [.. _lastLines];
    }
}
