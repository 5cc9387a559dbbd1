using Microsoft.EntityFrameworkCore;
using OAuthDemo.BankApi.Seed;
using OAuthDemo.BankApi.Store;

namespace OAuthDemo.BankApi.Testing;

// The accounts as they were when the bank was opened.
internal static class FirstDay
{
    public static async Task ReturnAsync(BankDb db, DateTimeOffset now, CancellationToken cancellation)
    {
        var key = await db.Values.Where(value => value.Name == StoredValue.IdsKey).Select(value => value.Value).SingleAsync(cancellation);
        await db.Payments.ExecuteDeleteAsync(cancellation);
        await db.Statements.ExecuteDeleteAsync(cancellation);
        await db.Transactions.ExecuteDeleteAsync(cancellation);
        await db.Accounts.ExecuteDeleteAsync(cancellation); // and with them who holds which
        await db.Customers.ExecuteDeleteAsync(cancellation);
        await db.Values.ExecuteDeleteAsync(cancellation);

        db.ChangeTracker.Clear();
        await Story.ContinueAsync(db, now, cancellation);
        // Ids that were given out before stay what they were: this process remembers their key.
        await db.Values.Where(value => value.Name == StoredValue.IdsKey).ExecuteUpdateAsync(value => value.SetProperty(one => one.Value, key), cancellation);
    }
}
