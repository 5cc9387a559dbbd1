using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OAuthDemo.AuthorizationServer.Store;

/// <summary>Healthy means that the store answers.</summary>
internal sealed class StoreCheck(AuthorizationDb db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await db.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The store cannot be opened.");
}
