using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using OAuthDemo.BankApi.Accounts;
using OAuthDemo.BankApi.Consents;
using OAuthDemo.BankApi.Store;
using OAuthDemo.BankApi.Transactions;
using OAuthDemo.Stores;

namespace OAuthDemo.BankApi.Payments;

// Executes payments, each consent's once. The payment, its line in the account and the check that there is enough stand or
// fall together.
internal sealed class PaymentDesk(BankDb db, TimeProvider time)
{
    public Task<Payment?> FindAsync(string consentId, CancellationToken cancellation) =>
        db.Payments.AsNoTracking().FirstOrDefaultAsync(payment => payment.ConsentId == consentId, cancellation);

    /// <returns>The payment, and whether this call has executed it; no payment when the account lacks the money.</returns>
    public async Task<(Payment? Payment, bool IsNew)> ExecuteAsync(
        LiveConsent consent, Account from, PaymentOrder order, CancellationToken cancellation)
    {
        // Two payments at once could each find enough for one. The unique consent id decides a second time.
        await using var alone = await db.BeginAloneAsync($"payments {from.Id}", cancellation);
        if (await FindAsync(consent.ConsentId, cancellation) is { } known) return (known, false);

        var now = InstantAsMilliseconds.Now(time);
        var balance = await Balance.OfAsync(db, from.Id, now, cancellation);
        if (balance.Current + balance.Pending + from.Limit < order.Cents) return (null, false);

        var payment = Make(consent, from, order, now);
        db.Payments.Add(payment);
        db.Transactions.Add(Booking(payment));
        try
        {
            await db.SaveChangesAsync(cancellation);
            await alone.CommitAsync(cancellation);
            return (payment, true);
        }
        catch (DbUpdateException)
        {
            await alone.RollbackAsync(cancellation);
            db.ChangeTracker.Clear();
            if (await FindAsync(consent.ConsentId, cancellation) is not { } first) throw;
            return (first, false);
        }
    }

    private static Payment Make(LiveConsent consent, Account from, PaymentOrder order, DateTimeOffset now) => new()
    {
        Id = $"p_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16))}",
        ConsentId = consent.ConsentId,
        AccountId = from.Id,
        Amount = order.Cents!.Value,
        Currency = order.InstructedAmount.Currency,
        CreditorName = order.CreditorName,
        CreditorIban = order.CreditorAccount.Compact,
        RemittanceInformation = order.RemittanceInformation,
        BookedAt = now,
    };

    private static Transaction Booking(Payment payment) => new()
    {
        AccountId = payment.AccountId,
        BookedAt = payment.BookedAt,
        SettlesAt = payment.BookedAt,
        Amount = -payment.Amount,
        Description = "Payment",
        Category = "payments",
        Merchant = payment.CreditorName,
        Reference = payment.RemittanceInformation,
    };
}
