namespace OAuthDemo.Benchmarks.Reports;

/// <summary>What one case came to.</summary>
/// <param name="Name">Of the case.</param>
/// <param name="PerSecond">How often it was done in a second, under as much load as it takes.</param>
/// <param name="OfBare">The same as a part of what the bare endpoint did just before.</param>
/// <param name="Median">Milliseconds, under half of that load.</param>
/// <param name="P99">Milliseconds, under half of that load.</param>
/// <param name="P99OfRequest">The same of a request, where it takes several to do it once.</param>
internal sealed record Result(string Name, Spread PerSecond, Spread OfBare, Spread Median, Spread P99, Spread P99OfRequest)
{
    private const double WantedP99 = 10;

    public double? Wanted { get; init; }

    public double? WantedOfBare { get; init; }

    /// <summary>Nothing was wanted of it: others are compared with it.</summary>
    public bool IsYardstick { get; init; }

    public IEnumerable<Goal> Goals
    {
        get
        {
            if (Wanted is { } rate)
                yield return Goal.AtLeast(Name, PerSecond.Median, rate, Text.Rate);
            if (WantedOfBare is { } part)
                yield return Goal.AtLeast(Name, OfBare.Median, part, "0.00' of bare'");
        }
    }

    public static Section Section(string title, IReadOnlyList<Result> results) => new(
        title,
        ["work", "per second", "of bare", "wanted", "reached", "half load: median", "half load: p99", "p99 of a request"],
        [.. results.Select(result => result.Cells)],
        [.. results.SelectMany(result => result.Goals), .. results.Where(result => !result.IsYardstick).Select(result => Goal.AtMost($"{result.Name}: p99 at half load", result.P99.Median, WantedP99, Text.Milliseconds))])
    {
        Data = results,
    };

    private IReadOnlyList<string> Cells =>
    [
        Name, Text.Of(PerSecond, "#,0"), Text.Of(OfBare, Text.Part),
        string.Join(", ", Goals.Select(goal => goal.Wanted)), string.Join(", ", Goals.Select(goal => Text.Of(goal.Reached, "0 %"))),
        Text.Of(Median, Text.Milliseconds), Text.Of(P99, Text.Milliseconds), Text.Of(P99OfRequest, Text.Milliseconds),
    ];
}
