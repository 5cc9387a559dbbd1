using OAuthDemo.AuthorizationServer.Store;

namespace OAuthDemo.AuthorizationServer.Keys;

/// <summary>Makes the next signing key in good time, and learns of those that other instances or an operator made.</summary>
internal sealed class KeyRotation(IServiceScopeFactory scopes, KeyRing keys, TimeProvider time, ILogger<KeyRotation> log) : BackgroundService
{
    private static readonly TimeSpan _look = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_look, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<AuthorizationDb>();
                await keys.ReadAsync(db);
                if (!keys.IsAged)
                    continue;
                await keys.RotateAsync(db, SigningKey.Ahead);
                log.LogInformation("A new signing key is published; it signs in {Hours} hours.", SigningKey.Ahead.TotalHours);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.LogWarning(exception, "The signing keys could not be looked at; the known ones go on.");
            }
    }
}
