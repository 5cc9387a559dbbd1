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
            SignedInAt = time.GetUtcNow(),
            SealedIdToken = _protector.Protect(idToken.Reveal),
        });
        await db.SaveChangesAsync();
    }

    /// <returns>The ID token that tells the bank whom to sign out, if there was anybody.</returns>
    public async Task<SecretText?> ForgetAsync(string? visitor)
    {
        if (await FindAsync(visitor) is not { } person)
            return null;
        await using var db = await store.CreateDbContextAsync();
        await db.People.Where(p => p.VisitorId == visitor).ExecuteDeleteAsync();
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
