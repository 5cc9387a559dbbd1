namespace OAuthDemo.TvApp.Device;

/// <summary>The rhythm of RFC 8628 §3.5: wait, ask, wait longer when told so, stop at a clear answer.</summary>
internal sealed class Polling(TimeProvider time)
{
    private static readonly TimeSpan _slower = TimeSpan.FromSeconds(5);

    /// <summary>Asks until the person has decided, the codes have ended, or the server refuses for good.</summary>
    /// <param name="login">What the server gave this device.</param>
    /// <param name="ask">Sends one token request.</param>
    /// <param name="waiting">Told before each wait how long it will be.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<Poll> UntilDecidedAsync(
        DeviceLogin login, Func<CancellationToken, Task<Poll>> ask, Action<TimeSpan>? waiting, CancellationToken cancellation)
    {
        var interval = login.Interval;
        while (time.GetUtcNow() + interval < login.ExpiresAt)
        {
            waiting?.Invoke(interval);
            await Task.Delay(interval, time, cancellation);
            var poll = await ask(cancellation);
            switch (poll.Outcome)
            {
                case PollOutcome.Pending:
                    break;
                case PollOutcome.SlowDown:
                    interval += _slower; // for this and all later requests
                    break;
                case PollOutcome.Unreachable:
                    interval *= 2; // §3.5: back off when the server does not answer
                    break;
                default:
                    return poll;
            }
        }

        return new(PollOutcome.Expired);
    }
}
