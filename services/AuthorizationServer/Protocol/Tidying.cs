using OAuthDemo.AuthorizationServer.Consents;
using OAuthDemo.AuthorizationServer.People;
using OAuthDemo.AuthorizationServer.Protocol.Devices;
using OAuthDemo.AuthorizationServer.Protocol.Logout;
using OAuthDemo.AuthorizationServer.Protocol.Rows;
using OAuthDemo.AuthorizationServer.Store;
using OAuthDemo.Stores.Sql;

namespace OAuthDemo.AuthorizationServer.Protocol;

/// <summary>Throws away, once a day (setting <c>Tidying:Every</c>), codes, refresh tokens and questions that have been of no use to anybody for long.</summary>
internal sealed partial class Tidying(IServiceScopeFactory scopes, IConfiguration configuration, TimeProvider time, ILogger<Tidying> log) : BackgroundService
{
    // A used token is kept so long, because its second use has to be recognised.
    private static readonly TimeSpan _keep = Lifetimes.RefreshToken + TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(configuration.GetValue<TimeSpan?>("Tidying:Every") ?? TimeSpan.FromDays(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            try
            {
                LogBegin();
                LogEnd(await TidyAsync(stoppingToken));
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.LogWarning(exception, "The store could not be tidied. Nothing is lost; it is tried again next time.");
            }
    }

    private async Task<int> TidyAsync(CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        var gone = await TidyAsync(scope.ServiceProvider.GetRequiredService<SqlStore>(), time.GetUtcNow(), stopping);
        var threshold = time.GetUtcNow() - _keep;
        await scope.ServiceProvider.GetRequiredService<LogoutNotices>().ForgetAsync(threshold);
        await scope.ServiceProvider.GetRequiredService<Guesses>().ForgetAsync(threshold);
        await scope.ServiceProvider.GetRequiredService<DeviceRequests>().ForgetAsync(threshold);
        return gone;
    }

    /// <summary>What there may be very much of.</summary>
    /// <returns>How many rows went.</returns>
    internal static async Task<int> TidyAsync(SqlStore store, DateTimeOffset now, CancellationToken stopping)
    {
        var (sweep, before) = (new Sweep(store), (now - _keep).UtcDateTime);
        return await sweep.ThroughAsync("OpenIddictTokens", TokenRow.Useless, [before, now.UtcDateTime], stopping)
            + await sweep.ThroughAsync("OpenIddictAuthorizations", GrantRow.Useless, [before], stopping) // when their tokens are gone
            + await sweep.ThroughAsync("Consents", Consent.Unanswered, [before], stopping)
            + await sweep.ThroughAsync("SpentIds", SpentId.Useless, [now.UtcDateTime], stopping);
    }

    [LoggerMessage(LogLevel.Information, "The store is being tidied.")]
    private partial void LogBegin();

    [LoggerMessage(LogLevel.Information, "The store is tidy: {Rows} rows were of no use to anybody.")]
    private partial void LogEnd(int rows);
}
