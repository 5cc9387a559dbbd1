using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Containers.Postgres;

/// <summary>Two authorization servers and two APIs on one PostgreSQL, behind the gateway. They start together on databases that are not there yet.</summary>
public sealed class DemoOnPostgres(PostgresServer postgres) : IAsyncLifetime
{
    private DemoSystem? _demo;

    /// <summary>The system.</summary>
    public DemoSystem Demo => _demo ?? throw new InvalidOperationException("There is no database here.");

    /// <summary>Connection strings of its services, as settings.</summary>
    public IReadOnlyDictionary<string, string?> Databases { get; private set; } = new Dictionary<string, string?>();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (!postgres.IsThere)
            return; // the tests are skipped
        Databases = postgres.NewDatabases();
        _demo = await DemoSystem.StartAsync(new() { AuthorizationServers = 2, BankApis = 2, Settings = Databases });
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _demo?.DisposeAsync() ?? ValueTask.CompletedTask;
}
