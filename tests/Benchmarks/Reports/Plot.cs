using System.Globalization;
using System.Net;
using System.Text;

namespace OAuthDemo.Benchmarks.Reports;

/// <summary>
/// A picture of all goals: a bar each, as long as the part of what is wanted that was reached, and a line where that is all of it. It brings its own
/// background, so it can be read on a dark page as well.
/// </summary>
internal static class Plot
{
    private const int Row = 30, Left = 430, Unit = 200, Right = 300, Most = 2;
    private const int Width = Left + (Most * Unit) + Right;

    public static string Of(string title, string machine, IReadOnlyList<Section> sections)
    {
        var body = new StringBuilder();
        var top = 84;
        foreach (var section in sections.Where(section => section.Goals.Count > 0))
        {
            body.Append(CultureInfo.InvariantCulture, $"""<text x="24" y="{top + 18}" font-weight="bold" fill="#0f172a">{Html(section.Title)}</text>""").AppendLine();
            top += Row;
            foreach (var goal in section.Goals)
            {
                body.Append(Bar(goal, top)).AppendLine();
                top += Row;
            }

            top += 12;
        }

        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {top + 16}" width="{Width}" height="{top + 16}" font-family="system-ui, sans-serif" font-size="13">
            <title>{Html(title)}</title>
            <rect width="100%" height="100%" rx="8" fill="#ffffff" stroke="#cbd5e1"/>
            <text x="24" y="30" font-size="17" font-weight="bold" fill="#0f172a">{Html(title)}</text>
            <text x="24" y="50" fill="#475569">{Html(machine)}; medians. Longer is better: the line is the goal.</text>
            {string.Join('\n', Enumerable.Range(0, (2 * Most) + 1).Select(half => Mark(half / 2d, top)))}
            {body}</svg>
            """);
    }

    private static string Mark(double part, int bottom) => string.Create(CultureInfo.InvariantCulture, $"""
        <line x1="{Left + (part * Unit)}" x2="{Left + (part * Unit)}" y1="80" y2="{bottom}" stroke="{(part == 1 ? "#0f172a" : "#e2e8f0")}"/><text x="{Left + (part * Unit)}" y="74" text-anchor="middle" font-size="11" fill="#475569">{part * 100} %{(part == Most ? " or more" : "")}</text>
        """);

    private static string Bar(Goal goal, int top)
    {
        var length = Math.Clamp(goal.Reached, 0, Most) * Unit;
        var colour = goal.Reached >= 1 ? "#0f766e" : "#b45309";
        return string.Create(CultureInfo.InvariantCulture, $"""
            <text x="{Left - 10}" y="{top + 17}" text-anchor="end" fill="#0f172a">{Html(goal.Name)}</text><rect x="{Left}" y="{top + 4}" width="{length:0.0}" height="18" fill="{colour}"/><text x="{Left + (Most * Unit) + 12}" y="{top + 17}" fill="#0f172a">{Html(goal.Measured)} <tspan fill="#475569">(wanted {Html(goal.Wanted)})</tspan></text>
            """);
    }

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}
