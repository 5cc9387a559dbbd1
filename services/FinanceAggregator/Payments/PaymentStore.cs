using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OAuthDemo.FinanceAggregator.Store;

namespace OAuthDemo.FinanceAggregator.Payments;

/// <summary>The payments of a visitor. Somebody else's looks like one that does not exist.</summary>
internal sealed class PaymentStore(IDbContextFactory<AggregatorDb> store, TimeProvider time)
{
    public async Task<IReadOnlyList<Payment>> ListAsync(string? visitor)
    {
        await using var db = await store.CreateDbContextAsync();
        return await db.Payments.AsNoTracking().Where(payment => payment.VisitorId == visitor)
            .OrderByDescending(payment => payment.CreatedAt).ToListAsync();
    }

    public async Task<Payment?> FindAsync(string id, string? visitor)
    {
        await using var db = await store.CreateDbContextAsync();
        return await db.Payments.AsNoTracking().SingleOrDefaultAsync(payment => payment.Id == id && payment.VisitorId == visitor);
    }

    /// <summary>Keeps an order under the key of its form. The second time it is there already.</summary>
    public async Task AddAsync(string key, string visitor, PaymentOrder order)
    {
        await using var db = await store.CreateDbContextAsync();
        db.Add(new Payment
        {
            Id = key,
            VisitorId = visitor,
            CreatedAt = time.GetUtcNow(),
            OrderJson = JsonSerializer.Serialize(order, JsonSerializerOptions.Web),
        });
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException) when (KnownAlready(key))
        {
            // The same form, sent once more.
        }
    }

    public async Task<Payment?> ChangeAsync(string id, string? visitor, Action<Payment> change)
    {
        await using var db = await store.CreateDbContextAsync();
        var payment = await db.Payments.SingleOrDefaultAsync(payment => payment.Id == id && payment.VisitorId == visitor);
        if (payment is null)
            return null;
        change(payment);
        await db.SaveChangesAsync();
        return payment;
    }

    private bool KnownAlready(string key)
    {
        using var db = store.CreateDbContext();
        return db.Payments.Any(payment => payment.Id == key);
    }
}
