using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using OAuthDemo.BankApi.Accounts;
using OAuthDemo.BankApi.Seed;
using OAuthDemo.BankApi.Store;

namespace OAuthDemo.BankApi.Testing;

internal sealed record NewAccount(string Name, string Balance, string? Kind = null);

internal sealed record NewCustomer(string Number, string Name, IReadOnlyList<NewAccount>? Accounts = null);

// Customers who join while the bank is open. Whoever names no accounts gets two, with a year behind them.
internal static class Newcomers
{
    public static async Task JoinAsync(BankDb db, NewCustomer newcomer, DateTimeOffset now, CancellationToken cancellation)
    {
        await Story.ContinueAsync(db, now, cancellation); // so that nothing of hers is told twice when it goes on
        var customer = await db.Customers.FindAsync([newcomer.Number], cancellation);
        var isNew = customer is null;
        customer ??= db.Customers.Add(new Customer { Number = newcomer.Number, Name = newcomer.Name }).Entity;

        var ledger = Story.Begun(now, out var eve);
        if (newcomer.Accounts is { } accounts)
            foreach (var (index, account) in accounts.Index())
                Open(db, customer, $"{customer.Number}-{Guid.NewGuid():N}"[..24], account, ledger, eve.AddMinutes(index));
        else if (isNew)
            Live(db, customer, ledger, eve, now);

        db.Transactions.AddRange(ledger.Written);
        await db.SaveChangesAsync(cancellation);
    }

    // Those who got their two accounts here; how they go on living follows from that.
    public static async Task<List<Life>> LivesAsync(BankDb db, CancellationToken cancellation)
    {
        var known = Households.Make().Select(account => account.Id).ToHashSet();
        var numbers = await db.Customers.AsNoTracking().Select(customer => customer.Number).ToListAsync(cancellation);
        var accounts = await db.Accounts.AsNoTracking().Select(account => account.Id).ToListAsync(cancellation);
        return [.. numbers.Where(number => !known.Contains(Current(number)) && accounts.Contains(Current(number)))
            .Select(number => Lives.Newcomer(Current(number), Savings(number)))];
    }

    private static string Current(string number) => $"{number}-current";

    private static string Savings(string number) => $"{number}-savings";

    private static void Live(BankDb db, Customer customer, Ledger ledger, DateTimeOffset eve, DateTimeOffset now)
    {
        var (current, savings) = (Current(customer.Number), Savings(customer.Number));
        Open(db, customer, current, new("Everyday account", "2410.55"), ledger, eve);
        Open(db, customer, savings, new("Rainy day savings", "5200.00", "savings"), ledger, eve);
        Story.Tell(ledger, eve.AddDays(1), now, [Lives.Newcomer(current, savings)]);
    }

    private static void Open(BankDb db, Customer holder, string id, NewAccount wanted, Ledger ledger, DateTimeOffset eve)
    {
        if (!Enum.TryParse<AccountKind>(wanted.Kind ?? "current", ignoreCase: true, out var kind) || kind == AccountKind.Joint)
            throw new FormatException("The kind of an account must be current, savings or card.");
        if (!decimal.TryParse(wanted.Balance, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var balance)
            || balance.Scale > 2 || Math.Abs(balance) > 1_000_000_000)
            throw new FormatException("The balance of an account must be a decimal text such as 1250.00.");

        db.Accounts.Add(new Account
        {
            Id = id,
            Name = wanted.Name,
            Kind = kind,
            Number = $"{RandomNumberGenerator.GetInt32(60_300_000, 100_000_000)}",
            Limit = kind == AccountKind.Savings ? 0 : 100_000,
            Holders = [holder],
        });
        ledger.Write(eve, id, (long)(balance * 100), "Balance brought forward", "opening");
    }
}
