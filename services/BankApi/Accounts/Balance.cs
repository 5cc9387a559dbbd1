using Microsoft.EntityFrameworkCore;
using OAuthDemo.BankApi.Store;

namespace OAuthDemo.BankApi.Accounts;

// In cents. What was booked, and what card payments on their way will take.
internal sealed record Balance(long Current, long Pending)
{
    public static async Task<Balance> OfAsync(BankDb db, string accountId, DateTimeOffset now, CancellationToken cancellation) =>
        await db.Transactions.Where(transaction => transaction.AccountId == accountId)
            .GroupBy(_ => 1)
            .Select(all => new Balance(
                all.Sum(transaction => transaction.SettlesAt <= now ? transaction.Amount : 0),
                all.Sum(transaction => transaction.SettlesAt > now ? transaction.Amount : 0)))
            .SingleOrDefaultAsync(cancellation) ?? new Balance(0, 0);
}
