using System.Text;
using System.Text.RegularExpressions;
using OAuthDemo.FlowExplorer.Flows;

namespace OAuthDemo.FlowExplorer.Diagram;

/// <summary>The style sheet of the diagram, for what is taken away.</summary>
internal static partial class DiagramStyle
{
    /// <summary>As the pages use it, light and dark.</summary>
    public static string Css { get; } = Read();

    /// <summary>For a picture: light, and without variables, which drawing programs do not know.</summary>
    public static string Plain { get; } = Flatten(Css);

    private static string Read()
    {
        using var stream = typeof(DiagramStyle).Assembly.GetManifestResourceStream("diagram.css")
            ?? throw new InvalidOperationException("diagram.css is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    // Each rule that takes the colour of its role is written out once for each role; the style sheet has one rule a line.
    private static string Flatten(string css)
    {
        var colours = Colour().Matches(css).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["light"].Value);
        var plain = new StringBuilder();
        foreach (Match rule in Rule().Matches(css))
        {
            var text = rule.Value;
            if (text.Contains("--role:", StringComparison.Ordinal) || text.Contains("--stroke:", StringComparison.Ordinal)) continue;
            if (!text.Contains("var(--role)", StringComparison.Ordinal) && !text.Contains("var(--stroke)", StringComparison.Ordinal))
            {
                plain.AppendLine(Settle(text, colours));
                continue;
            }

            foreach (var role in Enum.GetValues<Role>().Select(role => role.Term())) plain.AppendLine(Settle(For(text, role, role), colours));
            if (text.Contains("var(--stroke)", StringComparison.Ordinal)) plain.AppendLine(Settle(For(text, "refused", "refusal"), colours));
        }

        return plain.ToString();
    }

    private static string For(string rule, string with, string colour) =>
        FirstClass().Replace(rule, $"$0.{with}", 1)
            .Replace("var(--role)", $"var(--{colour})", StringComparison.Ordinal)
            .Replace("var(--stroke)", $"var(--{colour})", StringComparison.Ordinal);

    private static string Settle(string rule, Dictionary<string, string> colours) =>
        Variable().Replace(rule, match => colours[match.Groups["name"].Value]);

    [GeneratedRegex(@"--(?<name>\w+): light-dark\((?<light>#\w+), #\w+\)")]
    private static partial Regex Colour();

    [GeneratedRegex(@"^\.[^{\r\n]+\{[^}\r\n]+\}", RegexOptions.Multiline)]
    private static partial Regex Rule();

    [GeneratedRegex(@"^\.\w+")]
    private static partial Regex FirstClass();

    [GeneratedRegex(@"var\(--(?<name>\w+)\)")]
    private static partial Regex Variable();
}
