namespace OAuthDemo.Benchmarks.Reports;

/// <summary>The middle of several rounds, and how far they lie apart.</summary>
internal sealed record Spread(double Median, double Least, double Most)
{
    /// <param name="rounds">One at least.</param>
    public static Spread Of(IEnumerable<double> rounds)
    {
        var sorted = rounds.Order().ToList();
        var middle = sorted.Count / 2;
        return new(sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2, sorted[0], sorted[^1]);
    }
}
