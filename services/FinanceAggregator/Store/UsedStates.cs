using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;

namespace OAuthDemo.FinanceAggregator.Store;

/// <summary>Forgets used and expired states of authorization requests and logout tokens, once an hour.</summary>
internal sealed class UsedStates(IServiceScopeFactory scopes, IDbContextFactory<AggregatorDb> store, TimeProvider time, ILogger<UsedStates> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            try
            {
                await ForgetAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogWarning("What is used up could not be forgotten; it is tried again in an hour: {Reason}", failure.Message);
            }
    }

    private async Task ForgetAsync(CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = time.GetUtcNow();
        await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(now.AddHours(-1), stopping);
        await using var db = await store.CreateDbContextAsync(stopping);
        await db.SpentLogoutTokens.Where(token => token.ExpiresAt < now).ExecuteDeleteAsync(stopping);
    }
}
