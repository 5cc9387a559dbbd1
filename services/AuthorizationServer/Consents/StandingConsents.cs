using OAuthDemo.Stores.Sql;

namespace OAuthDemo.AuthorizationServer.Consents;

/// <summary>Consents as tokens stand on them: read at every request, and once in it.</summary>
internal sealed class StandingConsents(SqlStore store, TimeProvider time)
{
    private static readonly TimeSpan _noteUseEvery = TimeSpan.FromMinutes(1);

    private Consent? _latest;

    public async ValueTask<Consent?> FindAsync(string id) => _latest?.Id == id ? _latest : _latest = await store.FirstAsync(Consent.ById, Consent.Read, id);

    /// <summary>The consent if it lives. That it was used is noted, but not more often than once a minute.</summary>
    public async Task<Consent?> UseAsync(string id)
    {
        var now = time.GetUtcNow();
        if (await FindAsync(id) is not { } consent || !consent.IsLiveAt(now))
            return null;
        if (consent.LastUsedAt is null || consent.LastUsedAt < now - _noteUseEvery)
            await store.WriteAsync([new("""UPDATE "Consents" SET "LastUsedAt" = $1 WHERE "Id" = $2""", now.UtcDateTime, id)]);
        return consent;
    }

    /// <summary>A living consent of this person for this client that covers all of these scopes, and is about the same payment if it is about one.</summary>
    public async Task<Consent?> RememberedAsync(string subject, string clientId, IReadOnlyCollection<string> scopes, PaymentOrder? payment = null)
    {
        var now = time.GetUtcNow();
        var consents = await store.AllAsync(Consent.AuthorisedFor, Consent.Read, subject, clientId);
        return consents.Find(consent => consent.IsLiveAt(now) && consent.Payment == payment && scopes.All(scope => consent.Scopes.Contains(scope)));
    }
}
