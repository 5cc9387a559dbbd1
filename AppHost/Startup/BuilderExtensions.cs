using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace OAuthDemo.AppHost;

/// <summary>What this AppHost decides about Aspire itself.</summary>
internal static class BuilderExtensions
{
    /// <summary>Creates Aspire's builder with the settings of the command line.</summary>
    public static IDistributedApplicationBuilder CreateBuilder(AppHostCommandLine command)
    {
        AppHostErrors.ReportInOneLine();
        // Whoever starts the AppHost again finds its ports free: it ends after what it started.
        var builder = DistributedApplication.CreateBuilder([.. command.Settings, "--DcpPublisher:WaitForResourceCleanup=true"]);
        builder.Services.AddLogging(builder.ExecutionContext.IsRunMode ? Quieten : QuietenPublishing);
        return builder;
    }

    // StartupReport says in a few lines what a person needs; warnings about an unused development certificate and key ring are not that.
    private static void Quieten(ILoggingBuilder logging) => logging
        .AddFilter("Aspire.Hosting", LogLevel.Warning)
        .AddFilter("Aspire.Hosting.Dcp", LogLevel.Error)
        .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
        .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Warning)
        .AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);

    // PublishAsync says in one line why publishing failed. The Aspire CLI has its own logger, and shows everything.
    private static void QuietenPublishing(ILoggingBuilder logging) => logging
        .AddFilter<ConsoleLoggerProvider>("Aspire.Hosting.DistributedApplication", LogLevel.Warning)
        .AddFilter<ConsoleLoggerProvider>("Aspire.Hosting.Publishing.PipelineExecutor", LogLevel.None)
        .AddFilter<ConsoleLoggerProvider>("Microsoft.Extensions.Hosting", LogLevel.None);

    /// <summary>Refuses what would fail later, empties the stores if the settings say so, and places the dashboard.</summary>
    public static async Task PrepareStartAsync(this IDistributedApplicationBuilder builder, AppHostSettings settings, DataFolder data)
    {
        if (builder.ExecutionContext.IsPublishMode)
            return;
        await RunningSystem.RefuseTakenPortsAsync(settings);
        builder.UseDashboardPort(settings);
        if (settings.Reset)
            data.Reset();
    }

    // The dashboard at its port, and what it listens on besides at the two ports that follow.
    private static void UseDashboardPort(this IDistributedApplicationBuilder builder, AppHostSettings settings)
    {
        var configuration = builder.Configuration;
        if (configuration["Ports:dashboard"] is null && configuration["ASPNETCORE_URLS"] is not null)
            return; // The launch profile, or the Aspire CLI, has chosen.
        var port = settings.Ports["dashboard"];
        configuration.AddInMemoryCollection(
        [
            new("ASPNETCORE_URLS", $"http://localhost:{port}"),
            new("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", $"http://localhost:{port + 1}"),
            new("ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL", $"http://localhost:{port + 2}"),
            new("ASPIRE_ALLOW_UNSECURED_TRANSPORT", "true"),
        ]);
    }

    /// <summary>Publishes, plays the walkthrough, or runs until Ctrl+C, as the command line says.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(this DistributedApplication app, AppHostCommandLine command, AppHostSettings settings, WalkthroughRunner walkthrough)
    {
        if (app.Services.GetRequiredService<DistributedApplicationExecutionContext>().IsPublishMode)
            return app.PublishAsync();
        return command.IsWalkthrough ? walkthrough.StartAndPlayAsync(app) : new StartupReport(app, settings).RunAsync();
    }
}
