using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using OAuthDemo.FinanceAggregator.Bank;
using OAuthDemo.FinanceAggregator.Store;

namespace OAuthDemo.FinanceAggregator.Connections;

/// <summary>The connections of a visitor. Somebody else's connection looks like one that does not exist.</summary>
internal sealed class ConnectionStore(
    IDbContextFactory<AggregatorDb> store, TokenSeal seal, TokenRequests bank, BankConsents consents, TimeProvider time, ILogger<ConnectionStore> log)
{
    public async Task<IReadOnlyList<Connection>> ListAsync(string? visitor)
    {
        await using var db = await store.CreateDbContextAsync();
        return await db.Connections.AsNoTracking().Where(connection => connection.VisitorId == visitor)
            .OrderByDescending(connection => connection.CreatedAt).ToListAsync();
    }

    public async Task<Connection?> FindAsync(string id, string? visitor)
    {
        await using var db = await store.CreateDbContextAsync();
        return await Of(db, visitor, id).AsNoTracking().SingleOrDefaultAsync();
    }

    /// <summary>Stores what the bank granted, in the connection that is being renewed or in a new one.</summary>
    public async Task<string> ReceiveAsync(string visitor, string? reconnectedId, GrantedTokens granted)
    {
        await using var db = await store.CreateDbContextAsync();
        var connection = await Of(db, visitor, reconnectedId).SingleOrDefaultAsync();
        var before = (Tokens: seal.Open(connection?.SealedTokens), connection?.ConsentId);
        if (connection is null)
            db.Add(connection = New(visitor));

        connection.Receive(granted, seal);
        connection.Status = ConnectionStatus.Active;
        connection.AuthorizedAt = time.GetUtcNow();
        (connection.EndedAt, connection.EndedBy) = (null, null);
        await db.SaveChangesAsync();

        // The authorization that this one replaces would live on at the bank, used by nobody.
        if (before.Tokens is { } replaced && (before.ConsentId is null || before.ConsentId != connection.ConsentId))
            await TellBankAsync(replaced, before.ConsentId);
        return connection.Id;
    }

    /// <summary>Ends the connection at the bank, and forgets the tokens whether or not the bank could be told.</summary>
    public async Task DisconnectAsync(string id, string? visitor)
    {
        await using var db = await store.CreateDbContextAsync();
        if (await Of(db, visitor, id).SingleOrDefaultAsync() is not { Status: ConnectionStatus.Active } connection)
            return;

        var told = seal.Open(connection.SealedTokens) is { } tokens && await TellBankAsync(tokens, connection.ConsentId);
        connection.End(ConnectionStatus.Disconnected, told, time.GetUtcNow(), "client");
        await db.SaveChangesAsync();
    }

    /// <summary>Takes a connection that has ended off the list.</summary>
    public async Task ForgetAsync(string id, string? visitor)
    {
        await using var db = await store.CreateDbContextAsync();
        await Of(db, visitor, id).Where(connection => connection.Status != ConnectionStatus.Active).ExecuteDeleteAsync();
    }

    // A refresh token is good until the end; who got none has the access token, for as long as that lasts.
    private async Task<bool> TellBankAsync(Tokens tokens, string? consentId)
    {
        try
        {
            if (tokens.Refresh is not { } refreshToken)
                return consentId is not null && await consents.EndAsync(consentId, tokens.Access, CancellationToken.None);

            await bank.RevokeAsync(refreshToken, CancellationToken.None);
            return true;
        }
        catch (BankException problem)
        {
            log.LogWarning("The bank could not be told that an authorization ended: {Reason}", problem.Message);
            return false;
        }
    }

    private Connection New(string visitor) => new()
    {
        Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)),
        VisitorId = visitor,
        Scopes = string.Join(' ', BankSettings.DataScopes),
        CreatedAt = time.GetUtcNow(),
    };

    private static IQueryable<Connection> Of(AggregatorDb db, string? visitor, string? id) =>
        db.Connections.Where(connection => connection.Id == id && connection.VisitorId == visitor);
}
