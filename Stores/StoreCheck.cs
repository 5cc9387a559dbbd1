using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OAuthDemo.Stores;

/// <summary>Healthy means that the store answers.</summary>
internal sealed class StoreCheck(StoreConnection store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var connection = store.Create();
        await connection.OpenAsync(cancellationToken);
        await using var question = connection.CreateCommand();
        question.CommandText = "SELECT 1";
        await question.ExecuteScalarAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
