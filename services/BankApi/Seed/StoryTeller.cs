using OAuthDemo.BankApi.Store;

namespace OAuthDemo.BankApi.Seed;

// Life goes on while the bank is open, and has gone on while it was closed.
internal sealed class StoryTeller(IServiceScopeFactory scopes, TimeProvider time, ILogger<StoryTeller> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), time);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await Story.ContinueAsync(scope.ServiceProvider.GetRequiredService<BankDb>(), time.GetUtcNow(), stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogError(failure, "What has happened since could not be written down; it is tried again in an hour.");
            }
        }
        while (await hourly.WaitForNextTickAsync(stoppingToken));
    }
}
