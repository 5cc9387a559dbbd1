namespace OAuthDemo.Integration.Demo;

/// <summary>
/// The clock that every service of a <see cref="DemoSystem"/> reads. It starts at the real time and runs on with it, so that
/// nothing that waits on it hangs, and jumps ahead when a test says so.
/// </summary>
public sealed class DemoClock : TimeProvider
{
    private long _ahead;

    /// <summary>Moves the clock ahead; timers that already run keep their real length.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(by.Ticks, nameof(by));
        Interlocked.Add(ref _ahead, by.Ticks);
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead));

    /// <inheritdoc/>
    public override long GetTimestamp() =>
        System.GetTimestamp() + (long)(TimeSpan.FromTicks(Interlocked.Read(ref _ahead)).TotalSeconds * TimestampFrequency);
}
