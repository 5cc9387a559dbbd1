using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace OAuthDemo.AppHost;

/// <summary>Runs the program of a service once more, beside the running one, with the same environment.</summary>
internal static class ServiceProcess
{
    /// <summary>Runs it to its end, and copies what it prints to the log of the command.</summary>
    /// <param name="service">The service whose program and environment are used.</param>
    /// <param name="arguments">The command line of the program.</param>
    /// <param name="context">The command of the dashboard that asked.</param>
    /// <returns>The exit code, and the last line that was printed.</returns>
    public static async Task<(int ExitCode, string LastLine)> RunAsync(ProjectResource service, string[] arguments, ExecuteCommandContext context)
    {
        var start = await CreateStartInfoAsync(service, arguments, context.Services, context.CancellationToken);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var process = Process.Start(start)!;
        var lastLine = new StringBuilder();
        await Task.WhenAll(CopyAsync(process.StandardOutput), CopyAsync(process.StandardError), process.WaitForExitAsync(context.CancellationToken));
        return (process.ExitCode, lastLine.ToString());

        async Task CopyAsync(StreamReader output)
        {
            while (await output.ReadLineAsync(context.CancellationToken) is { } line)
            {
                context.Logger.LogInformation("{Line}", line);
                lastLine.Clear().Append(line.Trim());
            }
        }
    }

    private static async Task<ProcessStartInfo> CreateStartInfoAsync(
        ProjectResource service, string[] arguments, IServiceProvider services, CancellationToken cancellationToken)
    {
        var project = service.GetProjectMetadata().ProjectPath;
        var start = new ProcessStartInfo("dotnet", [BuiltProgram.PathOf(project), .. arguments]) { WorkingDirectory = Path.GetDirectoryName(project) };
        var configuration = await ExecutionConfigurationBuilder.Create(service).WithEnvironmentVariablesConfig()
            .BuildAsync(services.GetRequiredService<DistributedApplicationExecutionContext>(), NullLogger.Instance, cancellationToken);
        foreach (var (name, value) in configuration.EnvironmentVariables)
            start.Environment[name] = value;
        start.Environment.Remove("ASPNETCORE_URLS"); // The running one listens there.
        return start;
    }
}
