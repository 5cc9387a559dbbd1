namespace OAuthDemo.Testcontainers;

/// <summary>
/// The bank's time in the test's process: give it to a resource server under test, so that both agree on what has expired. It runs on with the machine's
/// clock, ahead of it by as much as the test has said.
/// </summary>
public sealed class BankClock : TimeProvider
{
    private long _ahead;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead));

    internal void Set(TimeSpan ahead) => Interlocked.Exchange(ref _ahead, ahead.Ticks);
}
