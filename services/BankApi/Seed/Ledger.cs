using OAuthDemo.BankApi.Accounts;
using OAuthDemo.BankApi.Transactions;

namespace OAuthDemo.BankApi.Seed;

// Writes down what happened after one instant and up to another, and knows what is in each account on the way.
internal sealed class Ledger(DateTimeOffset after, DateTimeOffset until, Dictionary<string, long> balances)
{
    public const string CardPayment = "Card payment";

    private static readonly Dictionary<string, long> _lines = Households.Make()
        .Where(account => account.Kind == AccountKind.Card).ToDictionary(account => account.Id, account => account.Limit);

    public List<Transaction> Written { get; } = [];

    public long In(string account) => balances.GetValueOrDefault(account);

    // Who is careful leaves the overdraft to the bills, and half of a card's limit to bad days.
    public bool Affords(string account, long cents) => In(account) - cents >= -_lines.GetValueOrDefault(account) / 2;

    public void Write(
        DateTimeOffset at, string account, long amount, string description, string category, string? merchant = null, string? reference = null)
    {
        if (at <= after || at > until || amount == 0) return;

        balances[account] = In(account) + amount;
        Written.Add(new Transaction
        {
            AccountId = account,
            BookedAt = at,
            SettlesAt = description == CardPayment ? at.AddHours(26) : at,
            Amount = amount,
            Description = description,
            Category = category,
            Merchant = merchant,
            Reference = reference,
        });
    }

    public void Transfer(DateTimeOffset at, string from, string to, long amount, string reference)
    {
        Write(at, from, -amount, "Transfer", "transfers", "Own transfer", reference);
        Write(at, to, amount, "Transfer", "transfers", "Own transfer", reference);
    }
}
