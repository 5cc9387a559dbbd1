using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;

namespace OAuthDemo.FinanceAggregator.Store;

/// <summary>Forgets used and expired states of authorization requests and logout tokens, once an hour.</summary>
internal sealed class UsedStates(IServiceScopeFactory scopes, IDbContextFactory<AggregatorDb> store, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>()
                .PruneAsync(time.GetUtcNow().AddHours(-1), stoppingToken);
            await using var db = await store.CreateDbContextAsync(stoppingToken);
            var now = time.GetUtcNow();
            await db.SpentLogoutTokens.Where(token => token.ExpiresAt < now).ExecuteDeleteAsync(stoppingToken);
        }
    }
}
