using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using OAuthDemo.BankApi.Consents;
using OAuthDemo.BankApi.Store;
using OAuthDemo.ServiceDefaults.Problems;

namespace OAuthDemo.BankApi.Accounts;

internal static class ConsentedAccounts
{
    // Picked by the person for this consent, and still held by that person.
    public static IQueryable<Account> Of(BankDb db, LiveConsent consent) => db.Accounts.AsNoTracking()
        .Include(account => account.Holders)
        .Where(account => consent.AccountIds.Contains(account.Id)
            && account.Holders.Any(holder => holder.Number == consent.CustomerNumber));

    public static async Task<Account?> FindAsync(
        BankDb db, AccountIds ids, LiveConsent consent, string accountId, CancellationToken cancellation)
    {
        var inside = consent.AccountIds.FirstOrDefault(id => ids.OfAccount(consent.ClientId, id) == accountId);
        return inside is null ? null : await Of(db, consent).FirstOrDefaultAsync(account => account.Id == inside, cancellation);
    }

    // The same answer for an account that does not exist and one that was not consented.
    public static ProblemHttpResult NotFound() => Problem.Of(StatusCodes.Status404NotFound, "account.notFound",
        "No account of that id is covered by the consent behind this token.");
}
