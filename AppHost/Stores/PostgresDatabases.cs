using Npgsql;

namespace OAuthDemo.AppHost;

/// <summary>
/// A PostgreSQL database for each service, instead of a file: <c>PREFIX-SERVICE</c>, where the prefix is the database that the connection string
/// names (<c>oauthdemo</c> when it names none).
/// </summary>
internal sealed class PostgresDatabases(string server, IReadOnlyList<string> services)
{
    private const int TimeoutSeconds = 5;

    private readonly NpgsqlConnectionStringBuilder _server = Read(server);

    /// <summary>The connection string of a service's database.</summary>
    public string ConnectionStringOf(string service) => new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = NameOf(service) }.ConnectionString;

    /// <summary>Creates the databases that do not exist yet; a reset drops them first.</summary>
    /// <exception cref="DistributedApplicationException">The server does not answer, or does not allow it.</exception>
    public async Task OpenAsync(bool reset)
    {
        try
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_server.ConnectionString)
            {
                Database = "postgres",
                Timeout = TimeoutSeconds,
                CommandTimeout = 2 * TimeoutSeconds,
                Pooling = false,
            }.ConnectionString);
            await connection.OpenAsync();
            foreach (var database in services.Select(NameOf))
            {
                if (reset)
                    await RunAsync(connection, $"DROP DATABASE IF EXISTS {Quoted(database)} WITH (FORCE)");
                if (!await ExistsAsync(connection, database))
                    await RunAsync(connection, $"CREATE DATABASE {Quoted(database)}");
            }
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            throw new DistributedApplicationException(
                $"PostgreSQL at {_server.Host}:{_server.Port} cannot be used: {failure.Message}. Start it, or give another one with --postgres \"Host=…;Username=…;Password=…\".");
        }

        if (reset)
            Console.WriteLine($"Reset PostgreSQL at {_server.Host}:{_server.Port}: emptied {string.Join(", ", services.Select(NameOf))}.");
    }

    private static NpgsqlConnectionStringBuilder Read(string server)
    {
        try
        {
            var read = new NpgsqlConnectionStringBuilder(server);
            return string.IsNullOrEmpty(read.Host) ? throw new ArgumentException("it names no Host", nameof(server)) : read;
        }
        catch (ArgumentException)
        {
            throw new DistributedApplicationException(
                "--postgres takes the connection string of a PostgreSQL server, as in --postgres \"Host=localhost;Username=me;Password=…\", or no value to start one in a container.");
        }
    }

    private static async Task<bool> ExistsAsync(NpgsqlConnection connection, string database)
    {
        await using var query = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = database } } };
        return await query.ExecuteScalarAsync() is not null;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // A name cannot be a parameter; it is quoted.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private string NameOf(string service) => $"{(string.IsNullOrEmpty(_server.Database) ? "oauthdemo" : _server.Database)}-{service}";
}
