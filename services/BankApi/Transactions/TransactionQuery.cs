using System.Globalization;
using OAuthDemo.BankApi.Paging;

namespace OAuthDemo.BankApi.Transactions;

// Which transactions were asked for: whole days in UTC, both ends included.
internal sealed record TransactionQuery(DateOnly? From, DateOnly? To, int Page, int PageSize)
{
    public static TransactionQuery Read(QueryReader query)
    {
        var read = new TransactionQuery(query.Date("from"), query.Date("to"),
            query.Number("page", otherwise: 1, atMost: 1_000_000),
            query.Number("page-size", otherwise: Paging.Page.DefaultSize, atMost: Paging.Page.LargestSize));
        if (read.From > read.To) query.Refuse("from", "from must not be later than to.");
        return read;
    }

    // What the person agreed to begins at a day; what lies before it does not exist for this client.
    public IQueryable<Transaction> Narrow(IQueryable<Transaction> transactions, DateOnly? consentedFrom)
    {
        if ((From > consentedFrom ? From : consentedFrom ?? From) is { } from)
        {
            var start = Midnight(from);
            transactions = transactions.Where(transaction => transaction.BookedAt >= start);
        }

        if (To is { } to && to < DateOnly.MaxValue)
        {
            var end = Midnight(to.AddDays(1));
            transactions = transactions.Where(transaction => transaction.BookedAt < end);
        }

        return transactions;
    }

    public QueryString At(int page) => QueryString.Create(new Dictionary<string, string?>
    {
        ["from"] = Text(From),
        ["to"] = Text(To),
        ["page"] = page.ToString(CultureInfo.InvariantCulture),
        ["page-size"] = PageSize.ToString(CultureInfo.InvariantCulture),
    }.Where(parameter => parameter.Value is not null));

    private static string? Text(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset Midnight(DateOnly date) => new(date, TimeOnly.MinValue, TimeSpan.Zero);
}
