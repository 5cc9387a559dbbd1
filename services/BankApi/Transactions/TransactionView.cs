using OAuthDemo.BankApi.Accounts;
using OAuthDemo.BankApi.Consents;

namespace OAuthDemo.BankApi.Transactions;

/// <summary>A transaction as a client sees it.</summary>
/// <param name="TransactionId">Its id for this client; another client is given another.</param>
/// <param name="BookedAt">When it happened.</param>
/// <param name="Amount">A decimal string; negative leaves the account.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Description">What kind of movement it is.</param>
/// <param name="Category">What the bank takes it for, such as groceries or income.</param>
/// <param name="Status">A card payment is pending for about a day, and not part of the current balance until then.</param>
/// <param name="Merchant">The other side; only with the scope transactions.detail:read.</param>
/// <param name="Reference">What was written with it; only with the scope transactions.detail:read.</param>
internal sealed record TransactionView(
    string TransactionId, DateTimeOffset BookedAt, string Amount, string Currency, string Description, string Category,
    TransactionStatus Status, string? Merchant = null, string? Reference = null)
{
    public static TransactionView Of(Transaction from, Account account, AccountIds ids, LiveConsent consent, bool detail, DateTimeOffset now) =>
        new(ids.OfTransaction(consent.ClientId, from.Id), from.BookedAt, Money.Text(from.Amount), account.Currency,
            from.Description, from.Category, from.SettlesAt > now ? TransactionStatus.Pending : TransactionStatus.Booked,
            detail ? from.Merchant : null, detail ? from.Reference : null);
}

internal enum TransactionStatus { Booked, Pending }
