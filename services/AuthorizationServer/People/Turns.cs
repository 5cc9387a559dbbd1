namespace OAuthDemo.AuthorizationServer.People;

/// <summary>
/// One check of a password after the other for each name. An attempt counts before its outcome is known, so a person who signs in on many devices at
/// one moment would otherwise lock herself out with the right password.
/// </summary>
internal sealed class Turns
{
    private readonly SemaphoreSlim[] _queues = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    /// <returns>The turn; dispose it to let the next one go on.</returns>
    public async Task<IDisposable> TakeAsync(string name)
    {
        var queue = _queues[(uint)name.GetHashCode(StringComparison.Ordinal) % _queues.Length];
        await queue.WaitAsync();
        return new Turn(queue);
    }

    private sealed class Turn(SemaphoreSlim queue) : IDisposable
    {
        public void Dispose() => queue.Release();
    }
}
