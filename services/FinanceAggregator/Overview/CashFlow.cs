using OAuthDemo.FinanceAggregator.Money;

namespace OAuthDemo.FinanceAggregator.Overview;

/// <summary>What came in and what went out in a month; both are positive numbers.</summary>
public sealed record CashFlow(DateOnly Month, decimal Income, decimal Spending)
{
    public decimal Net => Income - Spending;

    /// <summary>The last <paramref name="months"/> months up to <paramref name="today"/>'s, the oldest first; quiet months are zero.</summary>
    public static IReadOnlyList<CashFlow> ByMonth(
        IEnumerable<Transaction> transactions, string currency, DateOnly today, int months = 12)
    {
        var last = new DateOnly(today.Year, today.Month, 1);
        var booked = transactions
            .Where(transaction => transaction.Currency == currency && !Category.IsTransfer(transaction.Category))
            .ToLookup(transaction => MonthOf(transaction.BookedAt), transaction => transaction.Amount);
        return [.. Enumerable.Range(0, months)
            .Select(back => last.AddMonths(back - months + 1))
            .Select(month => new CashFlow(month,
                booked[month].Where(amount => amount > 0).Sum(),
                -booked[month].Where(amount => amount < 0).Sum()))];
    }

    private static DateOnly MonthOf(DateTimeOffset at) => new(at.UtcDateTime.Year, at.UtcDateTime.Month, 1);
}
