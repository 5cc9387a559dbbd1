using System.Globalization;

namespace OAuthDemo.BankApi.Statements;

// A month of the calendar, in UTC.
internal readonly record struct StatementMonth(DateOnly First)
{
    public DateTimeOffset Start => new(First, TimeOnly.MinValue, TimeSpan.Zero);

    public DateTimeOffset End => Start.AddMonths(1);

    public static StatementMonth Before(DateTimeOffset now) => new(new DateOnly(now.UtcDateTime.Year, now.UtcDateTime.Month, 1).AddMonths(-1));

    public static StatementMonth? Parse(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
        && first < DateOnly.MaxValue.AddMonths(-1) ? new StatementMonth(first) : null;

    public override string ToString() => First.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
