using Microsoft.EntityFrameworkCore;
using OAuthDemo.FinanceAggregator.Bank;
using OAuthDemo.FinanceAggregator.Store;

namespace OAuthDemo.FinanceAggregator.Connections;

/// <summary>
/// Notices that an authorization is over without using it: by the clock when its time has come, otherwise by asking the bank
/// how the consent stands.
/// </summary>
internal sealed class ConsentWatch(
    IDbContextFactory<AggregatorDb> store, TokenSeal seal, AccessTokens tokens, ReadConsent read, TimeProvider time)
{
    /// <returns>Whether any connection of this visitor has ended meanwhile.</returns>
    public async Task<bool> LookAsync(string? visitor, CancellationToken cancellationToken)
    {
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        var active = await db.Connections.AsNoTracking()
            .Where(connection => connection.VisitorId == visitor && connection.Status == ConnectionStatus.Active).ToListAsync(cancellationToken);
        var ended = await Task.WhenAll(active.Select(connection => HasEndedAsync(connection, cancellationToken)));
        return ended.Contains(true);
    }

    private async Task<bool> HasEndedAsync(Connection connection, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (connection.ConsentExpiresAt <= now)
            return await EndAsync(connection.Id, new("Expired", connection.ConsentExpiresAt, "expiry"));
        if (connection.ConsentId is not { } consent)
            return false;

        try
        {
            // A token that is nearly over would do for this, and a new one cannot be had for what has ended.
            var token = connection.AccessTokenExpiresAt > now && seal.Open(connection.SealedTokens) is { } held
                ? held.Access
                : await tokens.GetAsync(connection.Id, refused: null, cancellationToken);
            return await read(consent, token, cancellationToken) is { Lives: false } state && await EndAsync(connection.Id, state);
        }
        catch (BankException problem)
        {
            return problem.Trouble == BankTrouble.Ended;
        }
    }

    private async Task<bool> EndAsync(string id, ConsentState state)
    {
        await using var db = await store.CreateDbContextAsync();
        if (await db.Connections.SingleOrDefaultAsync(connection => connection.Id == id) is not { Status: ConnectionStatus.Active } connection)
            return true;

        connection.End(state, time.GetUtcNow());
        await db.SaveChangesAsync();
        return true;
    }
}
