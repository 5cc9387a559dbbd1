using OAuthDemo.AuthorizationServer.Consents;
using OAuthDemo.AuthorizationServer.People;
using OAuthDemo.AuthorizationServer.Protocol.Devices;
using OAuthDemo.AuthorizationServer.Protocol.Logout;
using OAuthDemo.AuthorizationServer.Store;
using OpenIddict.Abstractions;

namespace OAuthDemo.AuthorizationServer.Protocol;

/// <summary>Throws away, once a day, codes, refresh tokens and questions that have been of no use to anybody for long.</summary>
internal sealed class Tidying(IServiceScopeFactory scopes, TimeProvider time, ILogger<Tidying> log) : BackgroundService
{
    // A used token is kept so long, because its second use has to be recognised.
    private static readonly TimeSpan _keep = Lifetimes.RefreshToken + TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromDays(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            try
            {
                await TidyAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.LogWarning(exception, "The store could not be tidied. Nothing is lost; it is tried again tomorrow.");
            }
    }

    private async Task TidyAsync(CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        var threshold = time.GetUtcNow() - _keep;
        await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(threshold, stopping);
        await scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(threshold, stopping);
        await scope.ServiceProvider.GetRequiredService<LogoutNotices>().ForgetAsync(threshold);
        await scope.ServiceProvider.GetRequiredService<SpentIds>().ForgetAsync();
        await scope.ServiceProvider.GetRequiredService<Guesses>().ForgetAsync(threshold);
        await scope.ServiceProvider.GetRequiredService<DeviceRequests>().ForgetAsync(threshold);
        await scope.ServiceProvider.GetRequiredService<ConsentRegister>().ForgetUnansweredAsync(threshold);
    }
}
