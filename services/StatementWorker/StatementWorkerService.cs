using OAuthDemo.ServiceDefaults;
using OAuthDemo.ServiceDefaults.OutgoingCalls;
using OAuthDemo.ServiceDefaults.ProtocolSteps;
using OAuthDemo.StatementWorker.Nightly;
using OAuthDemo.StatementWorker.Statements;
using OAuthDemo.StatementWorker.Tokens;

namespace OAuthDemo.StatementWorker;

/// <summary>The worker, put together the same way for a process and for a test.</summary>
internal static class StatementWorkerService
{
    public static HostApplicationBuilder CreateBuilder(WorkerCommand command, string[] args)
    {
        string[] settings = [.. args.Where(arg => arg.Contains('=', StringComparison.Ordinal))];
        var builder = Host.CreateApplicationBuilder(settings);

        builder.AddServiceDefaults();
        builder.AddProtocolSteps(ProtocolRole.Client);
        // Retries are this worker's own affair: it knows what may be repeated, and that an assertion may not (RFC 7523 §3).
        builder.Services.AddHttpClient(BankCalls.Client, client => client.Timeout = TimeSpan.FromSeconds(10)).NeverRetried();
        builder.Services.AddSingleton<ClientAssertion>();
        builder.Services.AddSingleton<WorkerTokens>();
        builder.Services.AddSingleton<BankCalls>();
        builder.Services.AddSingleton<Patience>();
        builder.Services.AddSingleton<StatementRun>();
        builder.Services.AddSingleton(command);
        if (!command.Once) builder.Services.AddHostedService<NightShift>();
        return builder;
    }

    /// <returns>The exit code: 0 unless a run that was asked for left a statement out.</returns>
    public static async Task<int> RunAsync(IHost host, WorkerCommand command)
    {
        host.Services.GetRequiredService<ClientAssertion>().MustHaveKey();
        if (!command.Once)
        {
            await host.RunAsync();
            return 0;
        }

        using var interrupted = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            interrupted.Cancel();
        };
        return await host.Services.GetRequiredService<StatementRun>().RunAsync(command.Month, interrupted.Token) is { Failed: 0 } ? 0 : 1;
    }
}
