using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OAuthDemo.StatementWorker;
using OAuthDemo.StatementWorker.Statements;

namespace OAuthDemo.Integration.Demo;

/// <summary>The bank's statement worker in this process, with the system's clock and log. Each has tokens of its own.</summary>
internal static class DemoWorker
{
    public static async Task<Outcome> RunWorkerAsync(this DemoSystem demo, string? month = null)
    {
        using var host = demo.Worker(new WorkerCommand(Once: true));
        return await host.Services.GetRequiredService<StatementRun>().RunAsync(month, TestContext.Current.CancellationToken);
    }

    public static IHost Worker(this DemoSystem demo, WorkerCommand command, params (string Name, string Value)[] settings)
    {
        var builder = StatementWorkerService.CreateBuilder(command, []);
        builder.Configuration.AddInMemoryCollection(demo.Setup.Worker());
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value));
        builder.Logging.ClearProviders().AddProvider(demo.Log.For("statement-worker"));
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(demo.Clock));
        return builder.Build();
    }
}
