using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using OAuthDemo.Containers.Machine;
using Testcontainers.PostgreSql;

namespace OAuthDemo.Containers.Postgres;

/// <summary>Tests that share one PostgreSQL server. Whoever stops it starts it again.</summary>
[CollectionDefinition(nameof(OnPostgres))]
public sealed class OnPostgres : ICollectionFixture<PostgresServer>;

/// <summary>A PostgreSQL server in a container, at one address for as long as it lives: it can be stopped and started again.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private PostgreSqlContainer? _container;

    /// <summary>Whether it runs; where it cannot, its tests are skipped.</summary>
    public bool IsThere => _container is not null;

    /// <summary>How its owner reaches it.</summary>
    public string ConnectionString => Container.GetConnectionString();

    /// <summary>Settings that give each service a database of its own here, which does not exist yet.</summary>
    public IReadOnlyDictionary<string, string?> NewDatabases()
    {
        var set = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        string[] services = ["authorization-server", "bank-api", "finance-aggregator"];
        return services.ToDictionary(service => $"ConnectionStrings:{service}", service => (string?)$"{Container.GetConnectionString()};Database={service}-{set}");
    }

    /// <summary>The server, whose databases begin with a word of the test's own.</summary>
    public string WithPrefix(string prefix) => $"{Container.GetConnectionString()};Database={prefix}";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if ((Engine.Missing ?? Images.Missing(Needs.Postgres)) is not null)
            return;
        _container = new PostgreSqlBuilder(Images.Postgres).WithDatabase("shop").WithUsername("clerk").WithPassword(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)))
            .WithCommand("-c", "synchronous_commit=on") // off as the module starts it: a crash would take back what was confirmed just before
            .WithPortBinding(FreePort(), PostgreSqlBuilder.PostgreSqlPort).OnLoopbackOnly().Build();
        await StartAsync();
    }

    /// <summary>Starts the server and waits until it answers.</summary>
    public Task StartAsync() => Container.StartAsync(TestContext.Current.CancellationToken);

    /// <summary>Stops the server as a crash would: without a word to anybody who is connected.</summary>
    public async Task StopAsync()
    {
        await Container.ExecAsync(["sh", "-c", "kill -QUIT 1"], TestContext.Current.CancellationToken);
        await Container.StopAsync(TestContext.Current.CancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_container is not null)
            await _container.DisposeAsync();
    }

    private PostgreSqlContainer Container => _container ?? throw new InvalidOperationException("The server was never started.");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
