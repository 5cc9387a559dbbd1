namespace OAuthDemo.StatementWorker.Statements;

/// <summary>
/// Tries again what may succeed later, waiting twice as long each time. Safe, because the bank writes a statement once however often it is asked.
/// </summary>
internal sealed class Patience(TimeProvider time, ILogger<Patience> log)
{
    private const int Attempts = 6;
    private static readonly TimeSpan _first = TimeSpan.FromMilliseconds(500);

    public async Task<T> TryAsync<T>(Func<CancellationToken, Task<T>> attempt, CancellationToken cancellation)
    {
        for (var count = 1; ; count++)
        {
            try
            {
                return await attempt(cancellation);
            }
            catch (BankTroubleException trouble) when (trouble.MayPass && count < Attempts)
            {
                var wait = _first * Math.Pow(2, count - 1) * (0.75 + Random.Shared.NextDouble() / 2); // not all workers at once
                log.LogWarning("{Trouble} Attempt {Next} of {Attempts} in {Wait:0.0} s.", trouble.Message, count + 1, Attempts, wait.TotalSeconds);
                await Task.Delay(wait, time, cancellation);
            }
        }
    }
}
