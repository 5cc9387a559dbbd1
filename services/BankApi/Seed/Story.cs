using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using OAuthDemo.BankApi.Store;
using OAuthDemo.BankApi.Testing;
using OAuthDemo.Stores;

namespace OAuthDemo.BankApi.Seed;

// Tells the story of the bank up to now: twelve months at the first start, and afterwards whatever has happened since.
internal static class Story
{
    public static async Task ContinueAsync(BankDb db, DateTimeOffset now, CancellationToken cancellation = default)
    {
        // Of several instances one tells, and the others find it told.
        await using var alone = await db.BeginAloneAsync("story", cancellation);
        var told = await db.Values.FindAsync([StoredValue.ToldUntil], cancellation);
        var ledger = told is null ? Begin(db, now) : await ContinueFromAsync(db, told, now, cancellation);

        db.Transactions.AddRange(ledger.Written);
        await db.SaveChangesAsync(cancellation);
        await alone.CommitAsync(cancellation);
    }

    // For whoever sums up a time that is over: nothing of it may be told later.
    public static async Task ReachAsync(BankDb db, DateTimeOffset end, DateTimeOffset now, CancellationToken cancellation)
    {
        var told = await db.Values.AsNoTracking().FirstAsync(value => value.Name == StoredValue.ToldUntil, cancellation);
        if (Instant(told.Value) < end) await ContinueAsync(db, now, cancellation);
    }

    // The opening balances lie a day before the twelve months that a consent reaches back, and are not part of any cash flow.
    public static Ledger TwelveMonths(DateTimeOffset now)
    {
        var ledger = Begun(now, out var eve);
        foreach (var (account, cents) in Households.Openings)
            ledger.Write(eve, account, cents, "Balance brought forward", "opening");
        Tell(ledger, eve.AddDays(1), now);
        return ledger;
    }

    public static Ledger Begun(DateTimeOffset now, out DateTimeOffset eve)
    {
        eve = new DateTimeOffset(DateOnly.FromDateTime(now.UtcDateTime.AddMonths(-12)).AddDays(-1), TimeOnly.MinValue, TimeSpan.Zero);
        return new Ledger(eve.AddTicks(-1), now, []);
    }

    private static Ledger Begin(BankDb db, DateTimeOffset now)
    {
        db.Accounts.AddRange(Households.Make());
        db.Values.Add(new StoredValue { Name = StoredValue.IdsKey, Value = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) });
        db.Values.Add(new StoredValue { Name = StoredValue.ToldUntil, Value = Text(now) });
        return TwelveMonths(now);
    }

    private static async Task<Ledger> ContinueFromAsync(
        BankDb db, StoredValue told, DateTimeOffset now, CancellationToken cancellation)
    {
        var until = Instant(told.Value);
        var balances = await db.Transactions.GroupBy(transaction => transaction.AccountId)
            .Select(all => new { all.Key, Sum = all.Sum(transaction => transaction.Amount) })
            .ToDictionaryAsync(account => account.Key, account => account.Sum, cancellation);
        var ledger = new Ledger(until, now, balances);
        if (now <= until) return ledger;

        Tell(ledger, until, now, [.. Lives.All, .. await Newcomers.LivesAsync(db, cancellation)]);
        told.Value = Text(now);
        return ledger;
    }

    public static void Tell(Ledger ledger, DateTimeOffset from, DateTimeOffset now, IReadOnlyList<Life>? lives = null)
    {
        for (var day = DateOnly.FromDateTime(from.UtcDateTime); day <= DateOnly.FromDateTime(now.UtcDateTime); day = day.AddDays(1))
            foreach (var happening in (lives ?? Lives.All).SelectMany(life => Day.Of(life, day)).OrderBy(happening => happening.At))
                happening.Write(ledger, happening.At);
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset instant) => instant.ToString("O", CultureInfo.InvariantCulture);
}
