using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace OAuthDemo.AppHost;

/// <summary>Publishing, as AppHost.cs uses it.</summary>
internal static class PublishingExtensions
{
    /// <summary>Adds the steps that write manifests to Aspire's pipeline.</summary>
    /// <exception cref="DistributedApplicationException">The settings ask for what cannot be published.</exception>
    public static void AddPublishing(this IDistributedApplicationBuilder builder, AppHostSettings settings)
    {
        if (builder.ExecutionContext.IsPublishMode && settings.IsTestingEnabled)
            throw new DistributedApplicationException("The testing API cannot be published: leave --testing out.");
        new PublishingSteps(new(settings)).AddTo(builder.Pipeline);
    }

    /// <summary>Runs the pipeline.</summary>
    /// <returns>The exit code. Under the Aspire CLI, which reports failures itself, it is 0.</returns>
    public static async Task<int> PublishAsync(this DistributedApplication app)
    {
        await app.RunAsync();
        // Aspire runs the pipeline as a hosted service, whose failure only ends the host.
        var pipelines = app.Services.GetServices<IHostedService>().OfType<BackgroundService>();
        if (pipelines.Select(service => service.ExecuteTask?.Exception).FirstOrDefault(failure => failure is not null) is not { } failure)
            return 0;
        await Console.Error.WriteLineAsync(failure.InnerException!.Message);
        return 1;
    }
}
