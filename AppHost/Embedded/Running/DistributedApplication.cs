using System.Diagnostics;
using Microsoft.Extensions.Configuration;

namespace OAuthDemo.AppHost.Embedded;

/// <summary>The whole system: starts everything, waits, stops everything.</summary>
internal sealed class DistributedApplication : IAsyncDisposable
{
    private readonly IReadOnlyList<ServiceResource> _services;
    private readonly IReadOnlyList<ParameterResource> _parameters;
    private readonly RunnerSettings _settings;
    private readonly IConfiguration _configuration;
    private readonly TextWriter _output;
    private readonly Terminal _terminal;
    private readonly StopSignal _stopSignal = new();
    private IReadOnlyList<ServiceInstance> _instances = [];
    private readonly Lazy<Task> _stopping;

    internal DistributedApplication(IReadOnlyList<IResource> resources, IConfiguration configuration, string appHostDirectory, TextWriter output)
    {
        _services = [.. resources.OfType<ServiceResource>()];
        _parameters = [.. resources.OfType<ParameterResource>()];
        _settings = new RunnerSettings(configuration, appHostDirectory);
        (_configuration, _output) = (configuration, output);
        _terminal = new Terminal(output, _settings);
        _stopping = new Lazy<Task>(StopAllAsync);
    }

    public ResourceNotificationService ResourceNotifications { get; } = new();

    public static DistributedApplicationBuilder CreateBuilder(string[] args)
    {
        UnhandledFailure.SayInOneLine();
        return new DistributedApplicationBuilder(args, DistributedApplicationBuilder.DirectoryOfAppHost);
    }

    /// <summary>Starts everything and returns when all is healthy. Whatever goes wrong, nothing is left running.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        _terminal.Say("Distributed application starting.");
        ModelCheck.Check(_services);
        Ports.RefuseTaken(_services);
        Ports.Allocate(_services);
        _instances = await CreateInstancesAsync(cancellationToken);

        using var http = new HttpClient();
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopSignal.Token);
        try
        {
            await _terminal.ShowProgressAsync(_instances, () => new Startup(_instances, _settings, http).StartAllAsync(starting.Token));
        }
        catch
        {
            await StopAsync();
            throw;
        }

        foreach (var instance in _instances)
            _ = ReportEndAsync(instance);
        _terminal.Announce(_services, SinceLaunch());
        _ = StopUponSignalAsync();
    }

    /// <summary>Starts everything, and stops it upon Ctrl+C or SIGTERM; or writes the manifests, when that is what was asked for.</summary>
    public async Task RunAsync()
    {
        if (_configuration["Publish:To"] is not null)
        {
            ModelCheck.Check(_services);
            await new Publisher(new PublishSettings(_configuration), _output).PublishAsync(_services, _parameters);
            return;
        }

        try
        {
            await StartAsync();
        }
        catch (OperationCanceledException) when (_stopSignal.Token.IsCancellationRequested)
        {
            return; // stopped while it was starting
        }

        await StopUponSignalAsync();
    }

    /// <summary>Asks every service to end, and ends those that do not.</summary>
    public Task StopAsync() => _stopping.Value;

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        foreach (var instance in _instances)
            instance.Dispose();
        _stopSignal.Dispose();
    }

    private async Task StopUponSignalAsync()
    {
        await _stopSignal.Received;
        await StopAsync();
    }

    private async Task StopAllAsync()
    {
        if (_instances.Count == 0)
            return; // nothing was ever started
        _terminal.Say("Stopping.");
        await Task.WhenAll(_instances.Select(instance => instance.StopAsync(_stopSignal.Repeated)));
        _terminal.Say("Stopped.");
    }

    private async Task ReportEndAsync(ServiceInstance instance)
    {
        var exitCode = await instance.Exited!;
        if (!_stopping.IsValueCreated && instance.Service.Name != _settings.Foreground)
            _terminal.Say(Failure.Describe(instance, $"ended with exit code {exitCode}"));
    }

    private async Task<IReadOnlyList<ServiceInstance>> CreateInstancesAsync(CancellationToken cancellationToken)
    {
        var secrets = new List<string>();
        foreach (var parameter in _parameters.Where(parameter => parameter.Secret))
            secrets.Add(await parameter.GetValueAsync(cancellationToken) ?? "");

        Directory.CreateDirectory(_settings.LogFolder);
        var instances = new List<ServiceInstance>();
        foreach (var service in _services)
        {
            for (var replica = 0; replica < service.Replicas; replica++)
            {
                var name = ServiceInstance.NameOf(service, replica);
                var log = new ServiceLog(_settings.LogFolder, name, [.. secrets.Where(secret => secret.Length > 0)], line => _terminal.Log(name, line));
                var instance = new ServiceInstance(service, replica, log);
                instance.Changed += changed => ResourceNotifications.Publish(new ResourceEvent(service, new CustomResourceSnapshot(changed.State, changed.ExitCode)));
                instances.Add(instance);
            }
        }

        return instances;
    }

    // What counts for a person is the time since the command, and the runtime's own start is part of it.
    private static TimeSpan SinceLaunch()
    {
        using var self = Process.GetCurrentProcess();
        return TimeProvider.System.GetLocalNow() - self.StartTime;
    }
}
