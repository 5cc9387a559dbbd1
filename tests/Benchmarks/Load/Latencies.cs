namespace OAuthDemo.Benchmarks.Load;

/// <summary>How long things took, in buckets of at most 2 % width, so that a minute of load costs no memory.</summary>
internal sealed class Latencies
{
    private const double Width = 1.02;
    private readonly long[] _buckets = new long[1200];

    public long Count { get; private set; }

    public void Add(TimeSpan took)
    {
        var bucket = (int)Math.Log(Math.Max(1, took.TotalMicroseconds), Width);
        _buckets[Math.Min(bucket, _buckets.Length - 1)]++;
        Count++;
    }

    /// <returns>Milliseconds.</returns>
    public double Percentile(double percent)
    {
        var left = Count * percent / 100;
        for (var bucket = 0; bucket < _buckets.Length; bucket++)
            if ((left -= _buckets[bucket]) <= 0)
                return Math.Pow(Width, bucket + 1) / 1000;
        return double.NaN;
    }
}
