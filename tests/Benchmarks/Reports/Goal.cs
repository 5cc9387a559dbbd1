namespace OAuthDemo.Benchmarks.Reports;

/// <summary>Something that was wanted, and how far it was reached.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Measured">In words.</param>
/// <param name="Wanted">In words.</param>
/// <param name="Reached">1 and more when it was; 2 when it was twice as good.</param>
internal sealed record Goal(string Name, string Measured, string Wanted, double Reached)
{
    /// <summary>So much or more is wanted.</summary>
    public static Goal AtLeast(string name, double measured, double wanted, string format) =>
        new(name, Text.Of(measured, format), $"≥ {Text.Of(wanted, format)}", measured / wanted);

    /// <summary>So much or less is wanted.</summary>
    public static Goal AtMost(string name, double measured, double wanted, string format) =>
        new(name, Text.Of(measured, format), $"≤ {Text.Of(wanted, format)}", measured > 0 ? Math.Min(wanted / measured, 99) : 99);
}
