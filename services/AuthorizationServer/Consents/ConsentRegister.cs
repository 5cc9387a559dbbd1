using Microsoft.EntityFrameworkCore;
using OAuthDemo.AuthorizationServer.Catalogue;
using OAuthDemo.AuthorizationServer.Store;

namespace OAuthDemo.AuthorizationServer.Consents;

/// <summary>What became of a person's decision.</summary>
internal enum Decision { Taken, NotFound, ScopeMissing, AccountMissing, PeriodUnknown }

/// <summary>Every consent, and the steps of its life that a page or the protocol may take.</summary>
internal sealed class ConsentRegister(LateDb late, Bank bank, TimeProvider time)
{
    private AuthorizationDb Db => late.Value;

    private DateTimeOffset Now => time.GetUtcNow();

    public async Task<Consent> AskAsync(
        string clientId, string subject, IEnumerable<string> scopes, string redirectUri, string returnUrl, string? askedFrom = null, PaymentOrder? payment = null)
    {
        var consent = Consent.Ask(clientId, subject, scopes, redirectUri, returnUrl, Now, askedFrom, payment);
        Db.Consents.Add(consent);
        await Db.SaveChangesAsync();
        return consent;
    }

    public async Task<Consent?> FindAsync(string id) => await Db.Consents.FindAsync(id);

    /// <summary>The question that waits for this person's answer, unless it is somebody else's, answered, or too old.</summary>
    public async Task<Consent?> FindAwaitingAsync(string id, string subject) =>
        await FindAsync(id) is { } consent && consent.Subject == subject && consent.CanBeDecidedAt(Now) ? consent : null;

    /// <summary>The person agrees. Scopes that are not optional cannot be left out; data of accounts needs an account.</summary>
    public async Task<Decision> AllowAsync(string id, string subject, IReadOnlyCollection<string> scopes, IReadOnlyCollection<string> accountIds, int days)
    {
        if (await FindAwaitingAsync(id, subject) is not { } consent)
            return Decision.NotFound;
        if (bank.Named(consent.RequestedScopes).Any(scope => !scope.Optional && !scopes.Contains(scope.Name)))
            return Decision.ScopeMissing;
        var perAccount = bank.Named(consent.RequestedScopes).Any(scope => scope.PerAccount && scopes.Contains(scope.Name));
        if (consent.Payment is not null ? accountIds.Count != 1 : perAccount && accountIds.Count == 0)
            return Decision.AccountMissing;
        if (consent.Payment is null && !Consent.Periods.Contains(days))
            return Decision.PeriodUnknown;
        consent.Allow(scopes, perAccount || consent.Payment is not null ? accountIds : [], days, Now);
        return await SaveAsync() ? Decision.Taken : Decision.NotFound;
    }

    public async Task<Decision> DenyAsync(string id, string subject)
    {
        if (await FindAwaitingAsync(id, subject) is not { } consent)
            return Decision.NotFound;
        consent.Deny(Now);
        return await SaveAsync() ? Decision.Taken : Decision.NotFound;
    }

    /// <summary>
    /// Takes a decision back to the very request that asked for it: same person, same client, same redirect URI, same
    /// parameters, made a moment ago, and only once. Null when any of that is not so.
    /// </summary>
    public async Task<Consent?> TakeDecisionAsync(string id, string subject, string clientId, string redirectUri, string returnUrl)
    {
        if (await FindAsync(id) is not { } consent
            || (consent.Subject, consent.ClientId, consent.RedirectUri, consent.ReturnUrl) != (subject, clientId, redirectUri, returnUrl)
            || !consent.CanBeTakenBackAt(Now))
            return null;
        consent.TakeBack(Now);
        return await SaveAsync() ? consent : null;
    }

    /// <summary>What this person has agreed to, living and ended, the newest first.</summary>
    public async Task<IReadOnlyList<Consent>> OfPersonAsync(string subject) => await Db.Consents.AsNoTracking()
        .Where(consent => consent.Subject == subject && (consent.Status == ConsentStatus.Authorised || consent.Status == ConsentStatus.Revoked))
        .OrderByDescending(consent => consent.CreatedAt)
        .ToListAsync();

    /// <summary>The person ends it: at once, for every token that names it.</summary>
    public async Task<bool> EndAsync(string id, string subject) =>
        await FindAsync(id) is { } consent && consent.Subject == subject && await EndAsync(consent, EndedBy.Person);

    public async Task<bool> EndAsync(Consent consent, EndedBy by)
    {
        if (!consent.IsLiveAt(Now))
            return false;
        consent.End(by, Now);
        return await SaveAsync();
    }

    /// <summary>False if somebody else was quicker: status and use are checked by the store while it writes.</summary>
    private async Task<bool> SaveAsync()
    {
        try
        {
            await Db.SaveChangesAsync();
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            Db.ChangeTracker.Clear();
            return false;
        }
    }
}
