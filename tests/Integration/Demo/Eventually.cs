namespace OAuthDemo.Integration.Demo;

/// <summary>For what happens beside the requests of a test, and is noticed a moment later.</summary>
public static class Eventually
{
    // Only a test that fails waits so long; one that passes on a busy machine should not fail for it.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    /// <summary>Asks every 50 ms until it holds.</summary>
    public static async Task HoldsAsync(Func<Task<bool>> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(_patience);
        while (!await condition())
            await Task.Delay(50, patience.Token);
    }
}
