using OAuthDemo.FinanceAggregator.Bank;
using OAuthDemo.FinanceAggregator.Connections;

namespace OAuthDemo.FinanceAggregator.Money;

/// <summary>An account and what it shows.</summary>
/// <param name="Account">Which account.</param>
/// <param name="Balance">Null when balances were not shared.</param>
/// <param name="Transactions">Null when transactions were not shared.</param>
public sealed record AccountMoney(Account Account, Balance? Balance, IReadOnlyList<Transaction>? Transactions);

/// <summary>Everything that a visitor's connections show at this moment, and which of them failed.</summary>
public sealed record Snapshot(IReadOnlyList<AccountMoney> Accounts, IReadOnlyList<(Connection Connection, BankException Problem)> Problems)
{
    public IEnumerable<(Account Account, Transaction Transaction)> Transactions =>
        Accounts.SelectMany(money => money.Transactions ?? [], (money, transaction) => (money.Account, transaction))
            .OrderByDescending(pair => pair.transaction.BookedAt);

    /// <summary>The currency most accounts are in; sums and charts are in it.</summary>
    public string Currency => Accounts.GroupBy(money => money.Account.Currency)
        .OrderByDescending(group => group.Count()).Select(group => group.Key).FirstOrDefault("EUR");
}

/// <summary>Reads all connections of a visitor at the same time.</summary>
internal sealed class MoneyReader(BankApi bank)
{
    public async Task<Snapshot> ReadAsync(IEnumerable<Connection> connections, CancellationToken cancellationToken)
    {
        var read = await Task.WhenAll(connections.Select(connection => ReadAsync(connection, cancellationToken)));
        // The bank gives an account the same id in every connection of ours; whoever connected twice sees it once.
        return new Snapshot(
            [.. read.SelectMany(one => one.Accounts).DistinctBy(money => money.Account.AccountId)],
            [.. read.SelectMany(one => one.Problems)]);
    }

    private async Task<Snapshot> ReadAsync(Connection connection, CancellationToken cancellationToken)
    {
        try
        {
            var accounts = await bank.AccountsAsync(connection.Id, cancellationToken);
            return new Snapshot(await Task.WhenAll(accounts.Select(account => ReadAsync(connection, account, cancellationToken))), []);
        }
        catch (BankException problem)
        {
            return new Snapshot([], [(connection, problem)]);
        }
    }

    private async Task<AccountMoney> ReadAsync(Connection connection, Account account, CancellationToken cancellationToken)
    {
        var balance = connection.Allows("balances:read")
            ? bank.BalanceAsync(connection.Id, account.AccountId, cancellationToken) : null;
        var transactions = connection.Allows("transactions:read")
            ? bank.TransactionsAsync(connection.Id, account.AccountId, cancellationToken) : null;
        return new AccountMoney(account, balance is null ? null : await balance, transactions is null ? null : await transactions);
    }
}
