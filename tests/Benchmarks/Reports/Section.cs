namespace OAuthDemo.Benchmarks.Reports;

/// <summary>A part of the report: a table, and the goals that it speaks of.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Columns">Their headings.</param>
/// <param name="Rows">A text for each column.</param>
/// <param name="Goals">In the order of the picture.</param>
internal sealed record Section(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<Goal> Goals)
{
    /// <summary>The numbers behind it.</summary>
    public object? Data { get; init; }

    /// <summary>What the table cannot say.</summary>
    public string? Note { get; init; }
}
