using System.Diagnostics;
using System.Text;

namespace OAuthDemo.AppHost.Embedded;

internal enum InstanceState
{
    Waiting,
    Starting,
    Healthy,
    Exited,
}

/// <summary>One process of a service: its state, its log, its start and its stop.</summary>
internal sealed class ServiceInstance(ServiceResource service, int replica, ServiceLog log) : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _healthy = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _process;
    private long _started;
    private TimeSpan? _took;

    public event Action<ServiceInstance>? Changed;

    public ServiceResource Service => service;

    public int Replica => replica;

    public string Name { get; } = NameOf(service, replica);

    public string? Url => service.Endpoints.Count > 0 ? service.Endpoints[0].UrlOf(replica) : null;

    public int? ExitCode { get; private set; }

    public Uri? HealthAddress => service.HealthCheck is { } check ? new Uri(new Uri(service.Endpoint(check.EndpointName)!.UrlOf(replica)), check.Path) : null;

    public ServiceLog Log => log;

    public InstanceState State { get; private set; }

    /// <summary>Since its own start, until it was healthy.</summary>
    public TimeSpan Took => _took ?? (_started == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(_started));

    public Task Healthy => _healthy.Task;

    /// <summary>Completes with the exit code; never, while the process has not been started.</summary>
    public Task<int>? Exited { get; private set; }

    // '@' cannot be part of a resource's name, so no other resource can be called the same.
    public static string NameOf(ServiceResource service, int replica) => service.Replicas == 1 ? service.Name : $"{service.Name}@{replica + 1}";

    public void Start(IReadOnlyDictionary<string, string> environment, bool ownsTerminal)
    {
        var start = Guardian.Guard([.. service.Command, .. service.Arguments], environment);
        start.WorkingDirectory = service.WorkingDirectory;
        start.RedirectStandardOutput = start.RedirectStandardError = !ownsTerminal;
        if (!ownsTerminal)
            start.StandardOutputEncoding = start.StandardErrorEncoding = Encoding.UTF8;

        _started = Stopwatch.GetTimestamp();
        try
        {
            _process = Process.Start(start)!;
        }
        catch (Exception failed) when (failed is System.ComponentModel.Win32Exception or DirectoryNotFoundException)
        {
            throw new DistributedApplicationException($"{Name} could not be started: {failed.Message}");
        }

        Enter(InstanceState.Starting);
        Exited = FollowAsync(_process, ownsTerminal ? Task.CompletedTask : Task.WhenAll(log.ReadAsync(_process.StandardOutput), log.ReadAsync(_process.StandardError)));
    }

    public void BecomeHealthy()
    {
        _took = Took;
        Enter(InstanceState.Healthy);
        _healthy.TrySetResult();
    }

    public async Task StopAsync(CancellationToken atOnce)
    {
        if (_process is null || Exited is null)
            return;

        await Guardian.TerminateAsync(_process);
        if (!await EndsWithinAsync(Grace, atOnce))
            Guardian.Kill(_process);
        if (!await EndsWithinAsync(LastWords, CancellationToken.None))
            _process.Kill(entireProcessTree: true); // its guardian is gone as well
    }

    public void Dispose()
    {
        if (_process is not null)
            Guardian.Kill(_process);
        _process?.Dispose();
        log.Dispose();
    }

    private async Task<int> FollowAsync(Process process, Task output)
    {
        await process.WaitForExitAsync();
        Guardian.Kill(process); // whatever it has left behind
        await Task.WhenAny(output, Task.Delay(LastWords));
        _took = Took;
        ExitCode = process.ExitCode;
        Enter(InstanceState.Exited);
        return process.ExitCode;
    }

    private async Task<bool> EndsWithinAsync(TimeSpan limit, CancellationToken atOnce)
    {
        try
        {
            await Exited!.WaitAsync(limit, atOnce);
            return true;
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }

    // A program may end before anybody has said that it is healthy: it does not come back to life then.
    private void Enter(InstanceState state)
    {
        lock (_lock)
        {
            if (state <= State)
                return;
            State = state;
        }

        Changed?.Invoke(this);
    }
}
