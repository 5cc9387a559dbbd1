using System.Text.RegularExpressions;

namespace OAuthDemo.AppHost;

/// <summary>The log of a service, for a terminal.</summary>
internal static partial class ServiceLog
{
    /// <summary>The last lines, without what a terminal does not need: times, colours, stack frames and what DCP adds.</summary>
    public static async Task<IReadOnlyList<string>> ReadLastLinesAsync(ResourceLoggerService logs, string resourceId, int count)
    {
        var lines = new List<string>();
        await foreach (var batch in logs.GetAllAsync(resourceId))
            lines.AddRange(batch.Select(line => line.Content));
        return Clean(lines, count);
    }

    /// <summary>DCP gives the error stream before the output, each line behind its time.</summary>
    internal static IReadOnlyList<string> Clean(IEnumerable<string> lines, int count) =>
    [
        .. lines.Select(line => Timestamped().Match(line))
            .OrderBy(line => line.Groups["time"].Value, StringComparer.Ordinal)
            .Select(line => Color().Replace(line.Groups["text"].Value, "").TrimEnd())
            .Where(text => text.Length > 0 && !text.StartsWith("[sys] ", StringComparison.Ordinal) && !StackFrame().IsMatch(text))
            .TakeLast(count),
    ];

    [GeneratedRegex(@"^(?<time>[0-9]{4}-[0-9]{2}-[0-9]{2}T\S+Z )?(?<text>.*)$", RegexOptions.Singleline)]
    private static partial Regex Timestamped();

    [GeneratedRegex(@"\e\[[0-9;]*m")]
    private static partial Regex Color();

    [GeneratedRegex("^ *(at |--- End of )")]
    private static partial Regex StackFrame();
}
