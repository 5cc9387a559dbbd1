using OAuthDemo.BankApi.Transactions;

namespace OAuthDemo.BankApi.Seed;

// Writes down what happened after one instant and up to another, and knows what is in each account on the way.
internal sealed class Ledger(DateTimeOffset after, DateTimeOffset until, Dictionary<string, long> balances)
{
    public List<Transaction> Written { get; } = [];

    public long In(string account) => balances.GetValueOrDefault(account);

    public void Write(
        DateTimeOffset at, string account, long amount, string description, string category,
        string? merchant = null, string? reference = null, bool byCard = false)
    {
        if (at <= after || at > until || amount == 0) return;

        balances[account] = In(account) + amount;
        Written.Add(new Transaction
        {
            AccountId = account,
            BookedAt = at,
            SettlesAt = byCard ? at.AddHours(26) : at,
            Amount = amount,
            Description = description,
            Category = category,
            Merchant = merchant,
            Reference = reference,
        });
    }
}
