using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace OAuthDemo.AppHost;

/// <summary>Starts the system and says in the terminal how that goes; the dashboard has the details.</summary>
internal sealed class StartupReport(DistributedApplication app, AppHostSettings settings)
{
    private const int LinesOfAFailure = 10;

    private const int LinesOfADelay = 3;

    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(5);

    private readonly DistributedApplicationModel _model = app.Services.GetRequiredService<DistributedApplicationModel>();
    private readonly ConcurrentDictionary<string, ResourceEvent> _latest = new();
    private readonly ResourceLoggerService _logs = app.Services.GetRequiredService<ResourceLoggerService>();
    private readonly IHostApplicationLifetime _lifetime = app.Services.GetRequiredService<IHostApplicationLifetime>();

    private IEnumerable<IResource> Services => _model.Resources.Where(IsStarted);

    private string DashboardLogin
    {
        get
        {
            var configuration = app.Services.GetRequiredService<IConfiguration>();
            return configuration["AppHost:BrowserToken"] is { } token ? $"{configuration["ASPNETCORE_URLS"]}/login?t={token}" : $"{configuration["ASPNETCORE_URLS"]}";
        }
    }

    /// <summary>Starts everything, says when all services are healthy, and returns after Ctrl+C.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync()
    {
        Console.WriteLine($"Open {settings.PublicAddress("finance-aggregator")} (Tidepool Finance), {settings.PublicAddress("gateway")} (Harbour Bank) and "
            + $"{settings.PublicAddress("flow-explorer")} (Flow Explorer). Sign in as alice with alice-demo-1, bob with bob-demo-2 or carol with carol-demo-3.");
        Console.WriteLine($"Dashboard: {DashboardLogin}");
        if (!await StartAsync(Console.Out))
            return 1;

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"All healthy after {SinceLaunch().TotalSeconds:0.0} s. Ctrl+C stops everything."));
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(_lifetime.ApplicationStopping);
        var watching = ReportEndsAsync(ends.Token);
        await app.WaitForShutdownAsync();
        await ends.CancelAsync();
        await watching;
        return 0;
    }

    /// <summary>Starts everything and waits until all services are healthy.</summary>
    /// <param name="progress">Where each service is named as it becomes healthy.</param>
    /// <returns>Whether all are; if not, what happened has been printed.</returns>
    public async Task<bool> StartAsync(TextWriter progress)
    {
        using var limit = new CancellationTokenSource(settings.StartupTimeout);
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _lifetime.ApplicationStopping);
        try
        {
            // What fails is noticed at once: Aspire itself goes on waiting for a container that cannot start.
            var waits = Services.Select(service => WaitAsync(service, progress, starting.Token)).Append(StartAppAsync(starting.Token)).ToList();
            await foreach (var wait in Task.WhenEach(waits))
            {
                if (await wait is { } failure)
                    return await FailAsync(failure);
            }

            return true;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested) // The host then stops too: this one comes first.
        {
            return await FailAsync(await DescribeDelayAsync());
        }
        catch (OperationCanceledException) when (_lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return await FailAsync("Stopped before everything was healthy.");
        }
    }

    private async Task<string?> StartAppAsync(CancellationToken cancellationToken)
    {
        await app.StartAsync(cancellationToken);
        return null;
    }

    private async Task<bool> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        using var limit = new CancellationTokenSource(LongestStop);
        try
        {
            await app.StopAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // Aspire cannot stop what is half started. DCP ends with this process, and the services with DCP.
        }

        return false;
    }

    // Null when the service is healthy, else what went wrong.
    private async Task<string?> WaitAsync(IResource service, TextWriter progress, CancellationToken cancellationToken)
    {
        var settled = await app.ResourceNotifications.WaitForResourceAsync(service.Name, IsSettled, cancellationToken);
        if (HasEnded(settled.Snapshot))
            return await DescribeEndAsync(settled);
        await progress.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {service.Name,-20} healthy after {SinceLaunch().TotalSeconds:0.0} s"));
        return null;
    }

    private async Task<string> DescribeDelayAsync()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Not healthy within {settings.StartupTimeout.TotalSeconds:0.#} s (--Startup:TimeoutSeconds):");
        foreach (var change in _latest.Values.Where(change => !IsHealthy(change.Snapshot)))
        {
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"  {change.Resource.Name} ({change.Snapshot.State?.Text})");
            foreach (var line in await ServiceLog.ReadLastLinesAsync(_logs, change.ResourceId, LinesOfADelay))
                text.AppendLine().Append("    ").Append(line);
        }

        return text.ToString();
    }

    private async Task ReportEndsAsync(CancellationToken cancellationToken)
    {
        try
        {
            var reported = new HashSet<string>();
            await foreach (var change in app.ResourceNotifications.WatchAsync(cancellationToken))
            {
                if (!IsStarted(change.Resource))
                    continue;
                if (change.Snapshot.State?.Text == KnownResourceStates.Stopping)
                    reported.Add(change.ResourceId); // Somebody has asked for it, in the dashboard or by a command.
                else if (!HasEnded(change.Snapshot))
                    reported.Remove(change.ResourceId);
                else if (change.Snapshot.ExitCode is not (0 or null) && reported.Add(change.ResourceId))
                    Console.WriteLine($"{await DescribeEndAsync(change)}{Environment.NewLine}Restart it in the dashboard: {DashboardLogin}");
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The system stops.
        }
    }

    private async Task<string> DescribeEndAsync(ResourceEvent end)
    {
        if (end.Snapshot.State?.Text == KnownResourceStates.RuntimeUnhealthy)
            return $"{end.Resource.Name} needs a container engine, and none answers: start Docker or Podman, or give --postgres the connection string of a server.";
        var happened = end.Snapshot.ExitCode switch
        {
            null => $"{end.Resource.Name} failed to start.",
            < 0 => $"{end.Resource.Name} ended unexpectedly.", // By a signal, as after an unhandled exception; DCP does not say which.
            var code => $"{end.Resource.Name} ended with exit code {code}.",
        };
        var lines = await ServiceLog.ReadLastLinesAsync(_logs, end.ResourceId, LinesOfAFailure);
        return lines.Count == 0
            ? $"{happened} It wrote nothing to its log."
            : $"{happened} The last lines of its log:{Environment.NewLine}{string.Join(Environment.NewLine, lines.Select(line => "    " + line))}";
    }

    private bool IsSettled(ResourceEvent change)
    {
        _latest[change.ResourceId] = change;
        return IsHealthy(change.Snapshot) || HasEnded(change.Snapshot);
    }

    private static bool IsStarted(IResource resource) =>
        resource is ProjectResource or ContainerResource && !resource.HasAnnotationOfType<ExplicitStartupAnnotation>();

    private static bool IsHealthy(CustomResourceSnapshot snapshot) =>
        snapshot.State?.Text == KnownResourceStates.Running && snapshot.HealthStatus is null or HealthStatus.Healthy;

    private static bool HasEnded(CustomResourceSnapshot snapshot) =>
        snapshot.State?.Text == KnownResourceStates.RuntimeUnhealthy || KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text);

    // What counts for a person is the time since the command, which includes the start of the runtime.
    private static TimeSpan SinceLaunch()
    {
        using var self = Process.GetCurrentProcess();
        return TimeProvider.System.GetLocalNow() - self.StartTime;
    }
}
