using OpenIddict.Abstractions;

namespace OAuthDemo.FinanceAggregator.Store;

/// <summary>Forgets used and expired states of authorization requests, once an hour.</summary>
internal sealed class UsedStates(IServiceScopeFactory scopes, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>()
                .PruneAsync(time.GetUtcNow().AddHours(-1), stoppingToken);
        }
    }
}
