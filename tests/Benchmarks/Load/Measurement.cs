namespace OAuthDemo.Benchmarks.Load;

/// <summary>What a run of load came to.</summary>
internal sealed record Measurement(Latencies Latencies, TimeSpan Took)
{
    public double PerSecond => Latencies.Count / Took.TotalSeconds;
}
