using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OAuthDemo.BankApi.Store;

namespace OAuthDemo.BankApi.Seed;

// Tells the story of the bank up to now: twelve months at the first start, and afterwards whatever has happened since.
internal static class Story
{
    private const string ToldUntil = "story told until";

    public static async Task ContinueAsync(BankDb db, DateTimeOffset now)
    {
        var told = await db.Values.FindAsync(ToldUntil);
        var ledger = told is null ? Begin(db, now) : await ContinueFromAsync(db, told, now);

        db.Transactions.AddRange(ledger.Written);
        await db.SaveChangesAsync();
    }

    // The opening balances lie a day before the twelve months that a consent reaches back, and are not part of any cash flow.
    public static Ledger TwelveMonths(DateTimeOffset now)
    {
        var first = DateOnly.FromDateTime(now.UtcDateTime.AddMonths(-12));
        var eve = new DateTimeOffset(first.AddDays(-1), TimeOnly.MinValue, TimeSpan.Zero);
        var ledger = new Ledger(eve.AddTicks(-1), now, []);
        foreach (var (account, cents) in Households.Openings)
            ledger.Write(eve, account, cents, "Balance brought forward", "opening");
        Tell(ledger, first, now);
        return ledger;
    }

    private static Ledger Begin(BankDb db, DateTimeOffset now)
    {
        db.Accounts.AddRange(Households.Make());
        db.Values.Add(new StoredValue { Name = ToldUntil, Value = Text(now) });
        return TwelveMonths(now);
    }

    private static async Task<Ledger> ContinueFromAsync(BankDb db, StoredValue told, DateTimeOffset now)
    {
        var until = DateTimeOffset.Parse(told.Value, CultureInfo.InvariantCulture);
        var balances = await db.Transactions.GroupBy(transaction => transaction.AccountId)
            .Select(all => new { all.Key, Sum = all.Sum(transaction => transaction.Amount) })
            .ToDictionaryAsync(account => account.Key, account => account.Sum);
        var ledger = new Ledger(until, now, balances);
        if (now <= until) return ledger;

        Tell(ledger, DateOnly.FromDateTime(until.UtcDateTime), now);
        told.Value = Text(now);
        return ledger;
    }

    private static void Tell(Ledger ledger, DateOnly from, DateTimeOffset now)
    {
        for (var day = from; day <= DateOnly.FromDateTime(now.UtcDateTime); day = day.AddDays(1))
            foreach (var life in Lives.All)
                Day.Live(life, day, ledger);
    }

    private static string Text(DateTimeOffset instant) => instant.ToString("O", CultureInfo.InvariantCulture);
}
