using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace OAuthDemo.Stores;

/// <summary>Where a service keeps its data: a SQLite file, or a database of PostgreSQL. The form of the connection string says which.</summary>
public sealed class StoreConnection
{
    private const int ConnectSeconds = 5;
    private const int CommandSeconds = 10;

    // PostgreSQL takes a hundred connections as it comes, and several services with several instances share them.
    private const int PoolSize = 20;

    // A connection remembers the plans of what comes again and again.
    private const int PreparedStatements = 50;

    private StoreConnection(string text, bool isPostgres) => (Text, IsPostgres) = (text, isPostgres);

    /// <summary>The connection string. It may hold a password.</summary>
    public string Text { get; }

    /// <summary>Whether it is PostgreSQL; else it is SQLite.</summary>
    public bool IsPostgres { get; }

    /// <summary>The store in words that may be shown: no password, no user.</summary>
    public string Name => IsPostgres ? NameOf(new NpgsqlConnectionStringBuilder(Text)) : new SqliteConnectionStringBuilder(Text).DataSource;

    /// <summary>Reads a connection string: <c>Data Source=…</c> is SQLite, <c>Host=…</c> is PostgreSQL.</summary>
    /// <exception cref="InvalidOperationException">It is neither.</exception>
    public static StoreConnection Parse(string text)
    {
        var keys = new DbConnectionStringBuilder { ConnectionString = text };
        if (keys.ContainsKey("Host") || keys.ContainsKey("Server"))
            return new(Bounded(keys), isPostgres: true);
        if (keys.ContainsKey("Data Source") || keys.ContainsKey("DataSource") || keys.ContainsKey("Filename"))
            return new(text, isPostgres: false);
        throw new InvalidOperationException("A connection string begins with 'Data Source=' (a SQLite file) or with 'Host=' (PostgreSQL).");
    }

    /// <summary>A connection that is not open yet.</summary>
    public DbConnection Create() => IsPostgres ? new NpgsqlConnection(Text) : new SqliteConnection(Text);

    private static string NameOf(NpgsqlConnectionStringBuilder server) => $"PostgreSQL database {server.Database} at {server.Host}:{server.Port}";

    // What the string does not say itself: nobody waits long for a database that is away.
    private static string Bounded(DbConnectionStringBuilder given)
    {
        var connection = new NpgsqlConnectionStringBuilder(given.ConnectionString);
        if (!given.ContainsKey("Timeout"))
            connection.Timeout = ConnectSeconds;
        if (!given.ContainsKey("Command Timeout") && !given.ContainsKey("CommandTimeout"))
            connection.CommandTimeout = CommandSeconds;
        if (!given.ContainsKey("Maximum Pool Size") && !given.ContainsKey("MaxPoolSize"))
            connection.MaxPoolSize = PoolSize;
        if (!given.ContainsKey("Max Auto Prepare") && !given.ContainsKey("MaxAutoPrepare"))
            connection.MaxAutoPrepare = PreparedStatements;
        if (!given.ContainsKey("GSS Encryption Mode") && !given.ContainsKey("GssEncryptionMode"))
            connection.GssEncryptionMode = GssEncryptionMode.Disable; // Kerberos is asked for, or not looked for at all
        if (!given.ContainsKey("No Reset On Close") && !given.ContainsKey("NoResetOnClose"))
            connection.NoResetOnClose = true; // nobody here sets anything on a connection that its next user could inherit; an open transaction ends all the same
        return connection.ConnectionString;
    }
}
