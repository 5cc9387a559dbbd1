namespace OAuthDemo.Benchmarks.Reports;

/// <summary>What one case came to.</summary>
/// <param name="Name">Of the case.</param>
/// <param name="PerSecond">How often it was done in a second.</param>
/// <param name="AtHalf">How long it took under half of that load.</param>
/// <param name="OfBare">The same as a part of what the bare endpoint did just before.</param>
internal sealed record Result(string Name, Spread PerSecond, Quiet? AtHalf, Spread OfBare)
{
    public double? Wanted { get; init; }

    public double? WantedOfBare { get; init; }

    /// <summary>Megabytes of each service after the load.</summary>
    public IReadOnlyDictionary<string, double> Memory { get; init; } = new Dictionary<string, double>();

    /// <summary>How much of what is wanted was reached; null if nothing is.</summary>
    public double? Reached => Wanted is { } rate ? PerSecond.Median / rate : WantedOfBare is { } part ? OfBare.Median / part : null;
}

/// <summary>Milliseconds under half of the load that saturates.</summary>
internal sealed record Quiet(double Median, double P99);

/// <summary>The middle of several rounds, and how far they lie apart.</summary>
internal sealed record Spread(double Median, double Least, double Most)
{
    public static Spread Of(IReadOnlyCollection<double> rounds)
    {
        var sorted = rounds.Order().ToList();
        return new(sorted[sorted.Count / 2], sorted[0], sorted[^1]);
    }
}
