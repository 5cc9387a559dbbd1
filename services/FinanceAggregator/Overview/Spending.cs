using OAuthDemo.FinanceAggregator.Money;

namespace OAuthDemo.FinanceAggregator.Overview;

/// <summary>What was spent on a category, and which part of everything that is (0 to 1).</summary>
public sealed record Spending(string Label, decimal Total, double Share)
{
    /// <summary>The largest categories since <paramref name="since"/>, and the rest as one.</summary>
    public static IReadOnlyList<Spending> ByCategory(
        IEnumerable<Transaction> transactions, string currency, DateTimeOffset since, int largest = 6)
    {
        var sums = transactions
            .Where(transaction => transaction.Amount < 0 && transaction.Currency == currency
                && !Category.IsTransfer(transaction.Category) && transaction.BookedAt >= since)
            .GroupBy(transaction => Category.Of(transaction.Category).Label)
            .Select(group => (Label: group.Key, Total: -group.Sum(transaction => transaction.Amount)))
            .OrderByDescending(sum => sum.Total).ToList();
        var all = sums.Sum(sum => sum.Total);
        var rest = sums.Skip(largest).Sum(sum => sum.Total);
        return [.. sums.Take(largest).Concat(rest > 0 ? [(Label: "Everything else", Total: rest)] : [])
            .Select(sum => new Spending(sum.Label, sum.Total, (double)(sum.Total / all)))];
    }
}
