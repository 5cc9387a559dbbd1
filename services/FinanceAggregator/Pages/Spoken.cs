using System.Globalization;

namespace OAuthDemo.FinanceAggregator.Pages;

/// <summary>Times in words.</summary>
internal static class Spoken
{
    public static string Exact(DateTimeOffset at) =>
        at.UtcDateTime.ToString("dddd, d MMMM yyyy, HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";

    public static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    public static string Relative(DateTimeOffset at, DateTimeOffset now) =>
        at > now ? $"in {Span(at - now)}"
        : now - at < TimeSpan.FromSeconds(5) ? "just now"
        : $"{Span(now - at)} ago";

    private static string Span(TimeSpan span) => span switch
    {
        { TotalDays: >= 2 } => $"{(int)span.TotalDays} days",
        { TotalDays: >= 1 } => $"1 day {span.Hours} h",
        { TotalHours: >= 1 } => $"{(int)span.TotalHours} h {span.Minutes} min",
        { TotalMinutes: >= 1 } => $"{(int)span.TotalMinutes} min {span.Seconds} s",
        _ => $"{(int)span.TotalSeconds} s",
    };
}
