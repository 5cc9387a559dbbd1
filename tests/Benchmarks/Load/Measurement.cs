namespace OAuthDemo.Benchmarks.Load;

/// <summary>What a run of load came to.</summary>
/// <param name="Latencies">How long the work took.</param>
/// <param name="Requests">How long each request took of which it consists.</param>
/// <param name="Took">All of it together.</param>
internal sealed record Measurement(Latencies Latencies, Latencies Requests, TimeSpan Took)
{
    public double PerSecond => Latencies.Count / Took.TotalSeconds;
}
