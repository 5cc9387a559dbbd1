using System.Globalization;
using OAuthDemo.StatementWorker.Statements;

namespace OAuthDemo.StatementWorker.Nightly;

/// <summary>Each night writes what is due. On most nights nothing is: the statements of a month are written in the first night after it.</summary>
internal sealed class NightShift(
    StatementRun run, WorkerCommand command, IConfiguration configuration, TimeProvider time, ILogger<NightShift> log) : BackgroundService
{
    // A timer can wait for 49 days at most and knows nothing of a machine that sleeps, so the clock is looked at now and then.
    private static readonly TimeSpan _look = TimeSpan.FromMinutes(1);

    private readonly TimeOnly _at = TimeOnly.TryParseExact(configuration["Nightly:At"] ?? "02:00", "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
        ? at : throw new InvalidOperationException($"Nightly:At is '{configuration["Nightly:At"]}', which is not a time such as 02:00.");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (command.Now) await run.RunAsync(month: null, stoppingToken);
        while (true)
        {
            var next = NextNight.After(time.GetUtcNow(), _at);
            log.LogInformation("The next run is at {Next:u}.", next);
            while (next - time.GetUtcNow() is var left && left > TimeSpan.Zero)
                await Task.Delay(left < _look ? left : _look, time, stoppingToken);
            await run.RunAsync(month: null, stoppingToken);
        }
    }
}
