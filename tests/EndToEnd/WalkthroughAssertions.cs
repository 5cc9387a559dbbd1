using System.Text.RegularExpressions;

namespace OAuthDemo.EndToEnd;

internal static partial class WalkthroughAssertions
{
    /// <summary>
    /// The output is the narrated flow from its first line to its last, every step passed, and no service or host speaks in between.
    /// </summary>
    public static void ShouldBeWalkthrough(this string output)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        lines[0].ShouldStartWith("── A television shows a code ─");
        lines.Count(line => line.StartsWith("── ", StringComparison.Ordinal)).ShouldBe(11, "scenes");
        var sum = Sum().Match(lines[^1]);
        sum.Success.ShouldBeTrue(lines[^1]);
        sum.Groups["passed"].Value.ShouldBe(sum.Groups["all"].Value);
        lines.ShouldAllBe(line => !Foreign().IsMatch(line));
    }

    [GeneratedRegex("^(?<passed>[0-9]+) of (?<all>[0-9]+) steps passed in ")]
    private static partial Regex Sum();

    // What the AppHost prints at an ordinary start, and what loggers print.
    [GeneratedRegex("^(Open http|Dashboard: |All healthy|.* healthy after |(trce|dbug|info|warn|fail|crit): )")]
    private static partial Regex Foreign();
}
