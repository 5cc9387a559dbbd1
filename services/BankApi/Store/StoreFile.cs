using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OAuthDemo.BankApi.Store;

// The store as a file, asked directly: is it there, and of which version.
internal sealed class StoreFile(string connection) : IHealthCheck
{
    private static readonly string? _version = typeof(StoreFile).Assembly.GetTypes()
        .Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id).Max(StringComparer.Ordinal);

    public string Connection => connection;

    public async Task<bool> IsUpToDateAsync() =>
        (await AskAsync("SELECT 1 FROM sqlite_master WHERE name = '__EFMigrationsHistory'", default)) is not null
        && _version == await AskAsync("SELECT max(MigrationId) FROM __EFMigrationsHistory", default) as string
        && (await AskAsync("SELECT 1 FROM Customers LIMIT 1", default)) is not null;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await AskAsync("SELECT 1 FROM Customers LIMIT 1", cancellationToken) is null
            ? HealthCheckResult.Unhealthy("The store is empty.")
            : HealthCheckResult.Healthy();

    private async Task<object?> AskAsync(string question, CancellationToken cancellation)
    {
        await using var store = new SqliteConnection(connection);
        await store.OpenAsync(cancellation);
        await using var command = store.CreateCommand();
#pragma warning disable CA2100 // Every question stands above, word for word.
        command.CommandText = question;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(cancellation);
    }
}
