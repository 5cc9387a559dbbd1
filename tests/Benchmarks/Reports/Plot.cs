using System.Globalization;
using System.Net;
using System.Text;

namespace OAuthDemo.Benchmarks.Reports;

/// <summary>A picture of results: one bar each, as long as the part of what is wanted that was reached, with a line where that is all.</summary>
internal static class Plot
{
    private const int Row = 34, Left = 300, Unit = 240, Right = 420;

    public static string Of(IReadOnlyList<Result> results)
    {
        var rows = results.Where(result => result.Reached is not null).ToList();
        var height = (rows.Count * Row) + 40;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Left + Unit + Right} {height}" font-family="sans-serif" font-size="13">""");
        svg.Append(CultureInfo.InvariantCulture, $"""<rect width="100%" height="100%" fill="#fff"/><line x1="{Left + Unit}" x2="{Left + Unit}" y1="24" y2="{height - 8}" stroke="#333"/><text x="{Left + Unit}" y="16" text-anchor="middle">wanted</text>""");
        foreach (var (index, result) in rows.Index())
            svg.Append(Bar(result, 30 + (index * Row)));
        return svg.Append("</svg>").ToString();
    }

    private static string Bar(Result result, int top)
    {
        var length = Math.Min(result.Reached!.Value, 2) * Unit;
        var colour = result.Reached >= 1 ? "#0f766e" : "#b45309";
        return string.Create(CultureInfo.InvariantCulture, $"""
            <text x="{Left - 8}" y="{top + 17}" text-anchor="end">{WebUtility.HtmlEncode(result.Name)}</text>
            <rect x="{Left}" y="{top + 2}" width="{length:0}" height="22" fill="{colour}" opacity="0.85"/>
            <text x="{Left + length + 8:0}" y="{top + 17}">{result.PerSecond.Median:#,0}/s, {result.OfBare.Median:0.00} of bare</text>
            """);
    }
}
