using System.Globalization;

namespace OAuthDemo.AuthorizationServer.Pages;

/// <summary>Money and time as a person reads them.</summary>
internal static class Wording
{
    /// <summary>"1,234.50", "−41.83": digits in groups, the sign a real minus.</summary>
    public static string Amount(string amount) => decimal.TryParse(amount, NumberStyles.Number, CultureInfo.InvariantCulture, out var value)
        ? (value < 0 ? "\u2212" : "") + Math.Abs(value).ToString("N2", CultureInfo.InvariantCulture)
        : amount;

    /// <summary>"DE89 3704 0044 0532 0130 00".</summary>
    public static string Iban(string iban) => string.Join(' ', iban.Replace(" ", "", StringComparison.Ordinal).Chunk(4).Select(four => new string(four)));

    /// <summary>"21 February 2027".</summary>
    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>"21 Feb 2027".</summary>
    public static string ShortDay(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>"21 February 2027, 20:14 UTC".</summary>
    public static string Exact(DateTimeOffset time) => time.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>"just now", "4 minutes ago", "yesterday", "12 days ago".</summary>
    public static string Ago(DateTimeOffset time, DateTimeOffset now) => (now - time) switch
    {
        { TotalMinutes: < 1 } => "just now",
        { TotalHours: < 1 } past => $"{Count((int)past.TotalMinutes, "minute")} ago",
        { TotalDays: < 1 } past => $"{Count((int)past.TotalHours, "hour")} ago",
        { TotalDays: < 2 } => "yesterday",
        var past => $"{Count((int)past.TotalDays, "day")} ago",
    };

    /// <summary>"in 4 hours", "in 89 days".</summary>
    public static string In(DateTimeOffset time, DateTimeOffset now) => (time - now) switch
    {
        { TotalHours: < 1 } left => $"in {Count(Math.Max(1, (int)Math.Round(left.TotalMinutes)), "minute")}",
        { TotalDays: < 2 } left => $"in {Count((int)Math.Round(left.TotalHours), "hour")}",
        var left => $"in {Count((int)Math.Round(left.TotalDays), "day")}",
    };

    /// <summary>"1 account", "3 accounts".</summary>
    public static string Count(int count, string thing) => count == 1 ? $"1 {thing}" : $"{count} {thing}s";
}
