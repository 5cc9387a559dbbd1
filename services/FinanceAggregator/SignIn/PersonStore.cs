using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using OAuthDemo.FinanceAggregator.Bank;
using OAuthDemo.FinanceAggregator.Store;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OAuthDemo.FinanceAggregator.SignIn;

/// <summary>Who is signed in, a visitor at a time.</summary>
internal sealed class PersonStore(IDbContextFactory<AggregatorDb> store, IDataProtectionProvider protection, TimeProvider time)
{
    private readonly IDataProtector _protector = protection.CreateProtector("id token");

    public async Task<Person?> FindAsync(string? visitor)
    {
        if (visitor is null)
            return null;
        await using var db = await store.CreateDbContextAsync();
        return await db.People.AsNoTracking().SingleOrDefaultAsync(person => person.VisitorId == visitor);
    }

    public async Task RememberAsync(string visitor, ClaimsPrincipal identity, SecretText idToken)
    {
        await using var db = await store.CreateDbContextAsync();
        await db.People.Where(person => person.VisitorId == visitor).ExecuteDeleteAsync();
        var subject = identity.FindFirst(Claims.Subject)?.Value ?? "";
        db.Add(new Person
        {
            VisitorId = visitor,
            Subject = subject,
            Name = identity.FindFirst(Claims.Name)?.Value ?? identity.FindFirst(Claims.PreferredUsername)?.Value ?? subject,
            Email = identity.FindFirst(Claims.Email)?.Value,
            SessionId = identity.FindFirst("sid")?.Value,
            SignedInAt = time.GetUtcNow(),
            SealedIdToken = _protector.Protect(idToken.Reveal),
        });
        await db.SaveChangesAsync();
    }

    /// <returns>Whether there was anybody.</returns>
    public async Task<bool> ForgetAsync(string? visitor)
    {
        await using var db = await store.CreateDbContextAsync();
        return await db.People.Where(p => p.VisitorId == visitor).ExecuteDeleteAsync() > 0;
    }

    /// <summary>Ends what the bank says is over, and returns how many sign-ins that were.</summary>
    public async Task<int> EndAsync(EndedSession ended)
    {
        await using var db = await store.CreateDbContextAsync();
        return await db.People
            .Where(p => (ended.Subject == null || p.Subject == ended.Subject) && (ended.SessionId == null || p.SessionId == ended.SessionId))
            .ExecuteDeleteAsync();
    }

    /// <summary>The ID token as it came, or null when the key that sealed it is gone.</summary>
    public SecretText? IdTokenOf(Person person)
    {
        try
        {
            return new SecretText(_protector.Unprotect(person.SealedIdToken));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
