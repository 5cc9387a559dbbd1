using System.Globalization;

namespace OAuthDemo.Benchmarks.Reports;

/// <summary>Numbers as people read them.</summary>
internal static class Text
{
    public const string Rate = "#,0'/s'", Milliseconds = "0.00' ms'", Part = "0.00", Seconds = "0.0' s'", Megabytes = "0' MB'";

    public static string Of(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>The median, and in brackets the least and the most.</summary>
    public static string Of(Spread spread, string format) => spread.Least == spread.Most
        ? Of(spread.Median, format) : $"{Of(spread.Median, format)} ({Of(spread.Least, format.Split('\'')[0])}–{Of(spread.Most, format.Split('\'')[0])})";
}
