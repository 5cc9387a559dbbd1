using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using OAuthDemo.FinanceAggregator.Bank;
using OAuthDemo.FinanceAggregator.Store;

namespace OAuthDemo.FinanceAggregator.Connections;

/// <summary>Sends one refresh request to the token endpoint.</summary>
/// <exception cref="BankException">The answer was an error, or there was none.</exception>
internal delegate Task<GrantedTokens> SendRefresh(SecretText refreshToken, CancellationToken cancellationToken);

/// <summary>
/// Hands out access tokens that are good for a while yet. A refresh token is rotated at each use and using one twice ends
/// the whole authorization (RFC 9700 §4.14), so of all who need a new token at the same time exactly one asks for it.
/// </summary>
internal sealed class AccessTokens(
    IDbContextFactory<AggregatorDb> store, TokenSeal seal, SendRefresh refresh, ReadConsent read, TimeProvider time)
{
    private const int Attempts = 3;

    private static readonly TimeSpan _ahead = TimeSpan.FromSeconds(60);

    // The bank takes a second use within two seconds for a parallel one, and from half a minute on for theft.
    private static readonly TimeSpan _beforeRepeating = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, Lazy<Task<SecretText>>> _underWay = new();

    /// <param name="connectionId">The connection to read with.</param>
    /// <param name="refused">A token that the bank has just turned down: another one is needed, however fresh it looked.</param>
    /// <param name="cancellationToken">Stops the waiting, not a refresh that others wait for as well.</param>
    public async Task<SecretText> GetAsync(string connectionId, SecretText? refused, CancellationToken cancellationToken)
    {
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        var connection = await db.Connections.AsNoTracking().SingleOrDefaultAsync(c => c.Id == connectionId, cancellationToken);
        if (connection is not null && Usable(connection, refused) is { } token)
            return token;

        var mine = new Lazy<Task<SecretText>>(() => FlyAsync(connectionId, refused));
        return await _underWay.GetOrAdd(connectionId, mine).Value.WaitAsync(cancellationToken);
    }

    /// <summary>Asks for a new token now, whether or not the present one would do.</summary>
    public async Task RenewAsync(string connectionId, CancellationToken cancellationToken)
    {
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        var closed = await db.Connections.Where(c => c.Id == connectionId).Select(c => c.SealedTokens).SingleOrDefaultAsync(cancellationToken);
        await GetAsync(connectionId, seal.Open(closed)?.Access, cancellationToken);
    }

    private SecretText? Usable(Connection connection, SecretText? refused)
    {
        if (seal.Open(connection.SealedTokens) is not { } tokens || tokens.Access == refused)
            return null;
        var needed = tokens.Refresh is null ? TimeSpan.Zero : _ahead;
        return connection.AccessTokenExpiresAt - time.GetUtcNow() > needed ? tokens.Access : null;
    }

    private async Task<SecretText> FlyAsync(string connectionId, SecretText? refused)
    {
        try
        {
            await using var db = await store.CreateDbContextAsync();
            var connection = await db.Connections.SingleOrDefaultAsync(c => c.Id == connectionId);
            if (connection is not { Status: ConnectionStatus.Active })
                throw new BankException(BankTrouble.Ended);

            // An earlier flight may have landed between this caller's look and now.
            if (Usable(connection, refused) is { } token)
                return token;

            return await RefreshAsync(db, connection, refused);
        }
        finally
        {
            _underWay.TryRemove(connectionId, out _);
        }
    }

    private async Task<SecretText> RefreshAsync(AggregatorDb db, Connection connection, SecretText? refused)
    {
        var tokens = seal.Open(connection.SealedTokens);
        if (tokens?.Refresh is not { } refreshToken)
        {
            connection.End(tokens is null ? ConnectionStatus.Disconnected : ConnectionStatus.Expired, bankKnows: tokens is not null, time.GetUtcNow());
            await db.SaveChangesAsync();
            throw new BankException(BankTrouble.Ended);
        }

        try
        {
            var granted = await SendAsync(refreshToken);
            connection.Receive(granted with { Tokens = granted.Tokens with { Refresh = granted.Tokens.Refresh ?? refreshToken } }, seal);
            connection.RefreshedAt = time.GetUtcNow();
            connection.Refreshes++;
            await db.SaveChangesAsync(); // stored before anybody uses it
            return granted.Tokens.Access;
        }
        catch (BankException problem) when (problem.Trouble == BankTrouble.Ended)
        {
            connection.End(await WhyAsync(connection, tokens.Access), time.GetUtcNow());
            await db.SaveChangesAsync();
            throw;
        }
        catch (BankException problem) when (problem.Trouble == BankTrouble.Unreachable
            && tokens.Access != refused && connection.AccessTokenExpiresAt > time.GetUtcNow())
        {
            return tokens.Access; // good for the rest of its minute
        }
    }

    /// <summary>
    /// The only token request that is ever sent again: an answer may have been lost after the bank had rotated the token, and
    /// only the same request, sent soon, brings it back.
    /// </summary>
    private async Task<GrantedTokens> SendAsync(SecretText refreshToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await refresh(refreshToken, CancellationToken.None);
            }
            catch (BankException problem) when (problem.Trouble == BankTrouble.Unreachable && attempt < Attempts)
            {
                await Task.Delay(_beforeRepeating, time);
            }
        }
    }

    // A refused refresh token does not tell who ended the authorization. The consent may, as long as the last access token is not over.
    private async Task<ConsentState> WhyAsync(Connection connection, SecretText lastToken)
    {
        var now = time.GetUtcNow();
        if (connection.ConsentExpiresAt <= now)
            return new("Expired", connection.ConsentExpiresAt, "expiry");

        var state = connection.ConsentId is { } id && connection.AccessTokenExpiresAt > now
            ? await read(id, lastToken, CancellationToken.None)
            : null;
        return state is { Lives: false } ? state : new("Revoked", now, EndedBy: null);
    }
}
