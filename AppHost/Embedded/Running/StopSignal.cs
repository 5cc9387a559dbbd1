using System.Runtime.InteropServices;

namespace OAuthDemo.AppHost.Embedded;

/// <summary>Ctrl+C, SIGTERM, the end of the terminal or of <c>dotnet run</c>: once to stop, twice to stop at once.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly TaskCompletionSource _received = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _first = new();
    private readonly CancellationTokenSource _repeated = new();
    private readonly CancellationTokenSource _disposed = new();
    private readonly IReadOnlyList<PosixSignalRegistration> _registrations;

    public StopSignal()
    {
        _registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, Receive))];
        _ = StopWithLauncherAsync();
    }

    public Task Received => _received.Task;

    public CancellationToken Token => _first.Token;

    public CancellationToken Repeated => _repeated.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _disposed.Cancel();
        _disposed.Dispose();
        _first.Dispose();
        _repeated.Dispose();
    }

    private void Receive(PosixSignalContext context)
    {
        context.Cancel = true; // the process ends when its services have ended
        Stop();
    }

    private async Task StopWithLauncherAsync()
    {
        await Launcher.GoneAsync(_disposed.Token);
        Stop();
    }

    private void Stop()
    {
        if (!_received.TrySetResult())
            _repeated.Cancel();
        _first.Cancel();
    }
}
