namespace OAuthDemo.FlowExplorer.Flows;

/// <summary>
/// Finds how far the clocks of the services are apart, from what must have come first: a request before its receipt, a code
/// before its use. Each such pair bounds the difference of two clocks; the middle of the bounds is taken, so a clock that is
/// wrong by an hour changes nothing in the picture.
/// </summary>
internal static class Clocks
{
    private const int MostClocks = 16;
    private const long Unknown = long.MaxValue / 4;
    private const long Farthest = 100_000_000_000_000_000; // three years
    private const long Margin = 1_000;

    /// <summary>How many nanoseconds each clock is ahead of the flow's own time.</summary>
    public static IReadOnlyDictionary<string, long> Ahead(IReadOnlyCollection<Observation> observations)
    {
        var names = observations.Select(side => side.Clock).Distinct().Order(StringComparer.Ordinal).ToList();
        var ahead = names.ToDictionary(name => name, _ => 0L, StringComparer.Ordinal);
        if (names.Count is 1 or > MostClocks) return ahead;

        var index = names.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        var known = Causality.Of(observations).ToList();
        if ((Bounds(index, known, Margin) ?? Bounds(index, known, 0)) is not { } bounds) return ahead;

        // The flow's own time is that of the first clock. Each clock that is settled narrows what is left for the others.
        for (var clock = 1; clock < names.Count; clock++)
        {
            var settled = Middle(-bounds[clock, 0], bounds[0, clock]);
            ahead[names[clock]] = settled;
            bounds[0, clock] = settled;
            bounds[clock, 0] = -settled;
            Close(bounds);
        }

        return ahead;
    }

    // bounds[i, j] is the most that clock j can be ahead of clock i. Null: the reports contradict each other.
    private static long[,]? Bounds(Dictionary<string, int> index, List<Causality> known, long margin)
    {
        var bounds = new long[index.Count, index.Count];
        for (var i = 0; i < index.Count; i++)
            for (var j = 0; j < index.Count; j++)
                bounds[i, j] = i == j ? 0 : Unknown;

        foreach (var (earlier, later) in known)
        {
            var (i, j) = (index[earlier.Clock], index[later.Clock]);
            if (i == j) continue;
            var most = Math.Clamp(later.At - earlier.At - margin, -Farthest, Farthest);
            bounds[i, j] = Math.Min(bounds[i, j], most);
        }

        return Close(bounds) ? bounds : null;
    }

    // Floyd and Warshall: what follows from two bounds together.
    private static bool Close(long[,] bounds)
    {
        var count = bounds.GetLength(0);
        for (var k = 0; k < count; k++)
        {
            for (var i = 0; i < count; i++)
                for (var j = 0; j < count; j++)
                    if (bounds[i, k] < Unknown && bounds[k, j] < Unknown)
                        bounds[i, j] = Math.Min(bounds[i, j], bounds[i, k] + bounds[k, j]);
            for (var i = 0; i < count; i++)
                if (bounds[i, i] < 0)
                    return false;
        }

        return true;
    }

    private static long Middle(long least, long most) =>
        least > -Unknown && most < Unknown ? least + ((most - least) / 2) : Math.Clamp(0, least, most);
}
