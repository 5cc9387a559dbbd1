using System.Text;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OAuthDemo.Integration.Demo;

namespace OAuthDemo.EndToEnd;

/// <summary>
/// The system of the AppHost, run by Aspire.Hosting.Testing: the entry point of the AppHost in the process of the tests, and each service as a
/// process. It has free ports, and a data folder of its own that is deleted at the end.
/// </summary>
public sealed class AspireSystem : IAsyncDisposable
{
    // Only a test that fails waits so long. One that passes on a busy machine should not fail for it.
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(4);

    private readonly string _dataFolder = Directory.CreateTempSubdirectory("oauthdemo-aspire-").FullName;

    private AspireSystem()
    {
    }

    /// <summary>The bank: the issuer.</summary>
    public Uri Bank { get; } = Address();

    /// <summary>Tidepool Finance.</summary>
    public Uri Aggregator { get; } = Address();

    /// <summary>The flow explorer.</summary>
    public Uri Explorer { get; } = Address();

    /// <summary>The running application: its resources, their states, logs and commands.</summary>
    public DistributedApplication App { get; private set; } = null!;

    private IEnumerable<ProjectResource> Services =>
        Model.Resources.OfType<ProjectResource>().Where(service => !service.HasAnnotationOfType<ExplicitStartupAnnotation>());

    private DistributedApplicationModel Model => App.Services.GetRequiredService<DistributedApplicationModel>();

    /// <summary>Starts it, and waits until every service is healthy.</summary>
    /// <param name="arguments">Further arguments of the AppHost.</param>
    /// <param name="configure">Changes the resources before the start.</param>
    public static async Task<AspireSystem> StartAsync(
        IEnumerable<string> arguments, Action<IDistributedApplicationTestingBuilder> configure)
    {
        var system = new AspireSystem();
        string[] ownPlace =
        [
            $"--Ports:gateway={system.Bank.Port}",
            $"--Ports:finance-aggregator={system.Aggregator.Port}",
            $"--Ports:flow-explorer={system.Explorer.Port}",
            $"--Ports:dashboard={FreePorts.Next(adjacent: 3)}",
            $"--Data:Folder={system._dataFolder}",
            $"--Startup:TimeoutSeconds={LongestStart.TotalSeconds:0}",
            "--DcpPublisher:RandomizePorts=false", // Redirect URIs and the issuer have the ports above.
        ];
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>([.. ownPlace, .. arguments]);
        builder.Services.AddLogging(logging => logging
            .AddFilter("OAuthDemo.AppHost.Resources", LogLevel.None) // ReadLogsAsync has them.
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.Error) // Why the host of the AppHost stops, if it does.
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None)); // Nothing is healthy at first.
        configure(builder);
        system.App = await builder.BuildAsync();
        await system.App.StartAsync().WaitAsync(LongestStart);
        await system.HealthyAsync();
        return system;
    }

    /// <summary>Waits until every service is healthy.</summary>
    public async Task HealthyAsync()
    {
        using var limit = new CancellationTokenSource(LongestStart);
        foreach (var service in Services)
        {
            try
            {
                await App.ResourceNotifications.WaitForResourceHealthyAsync(service.Name, WaitBehavior.WaitOnResourceUnavailable, limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new InvalidOperationException($"{service.Name} is not healthy. The logs:\n{await ReadLogsAsync()}");
            }
        }
    }

    /// <summary>Runs a command as the dashboard does, and waits until every service is healthy again.</summary>
    public async Task<ExecuteCommandResult> RunCommandAsync(string resource, string command, params InteractionInput[] arguments)
    {
        var target = Model.Resources.Single(known => known.Name == resource);
        var result = await App.ResourceCommands.ExecuteCommandAsync(target, command, new InteractionInputCollection(arguments));
        await HealthyAsync();
        return result;
    }

    /// <summary>Everything that the services have logged.</summary>
    public async Task<string> ReadLogsAsync()
    {
        var loggers = App.Services.GetRequiredService<ResourceLoggerService>();
        var logs = new StringBuilder();
        foreach (var service in Services)
        {
            await foreach (var lines in loggers.GetAllAsync(service))
                logs.AppendJoin("", lines.Select(line => $"{service.Name} | {line.Content}\n"));
        }

        return logs.ToString();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        Directory.Delete(_dataFolder, recursive: true);
    }

    private static Uri Address() => new($"http://localhost:{FreePorts.Next()}");
}
