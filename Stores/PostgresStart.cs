using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace OAuthDemo.Stores;

internal static partial class PostgresStart
{
    // One number for all: a lock of this kind is known only inside its database.
    private const long StartOfAService = 0x0A07;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(500);

    /// <summary>Returns when the database answers; makes it when the server has none of that name.</summary>
    public static async Task UntilThereAsync(DbContext db, StoreConnection store, ILogger log)
    {
        var creator = db.GetService<IRelationalDatabaseCreator>();
        for (var waited = TimeSpan.Zero; ; waited += _look)
        {
            try
            {
                if (!await creator.ExistsAsync())
                    await creator.CreateAsync();
                return;
            }
            catch (PostgresException other) when (other.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
            {
                return; // another instance was quicker
            }
            catch (Exception failure) when (Away(failure) is not null && waited < _patience)
            {
                if (waited == TimeSpan.Zero)
                    LogWaiting(log, store.Name, Away(failure)!.Message);
                await Task.Delay(_look);
            }
        }
    }

    /// <summary>Held by the connection, and given back with it.</summary>
    public static async Task<IAsyncDisposable> LockAsync(StoreConnection store)
    {
        var holder = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(store.Text) { Pooling = false, CommandTimeout = 60 }.ConnectionString);
        await holder.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT pg_advisory_lock($1)", holder) { Parameters = { new() { Value = StartOfAService } } };
        await command.ExecuteNonQueryAsync();
        return holder;
    }

    // The object mapper wraps what it takes for a passing failure.
    private static Exception? Away(Exception? failure) => failure switch
    {
        null => null,
        NpgsqlException { IsTransient: true } or SocketException => failure,
        _ => Away(failure.InnerException),
    };

    [LoggerMessage(LogLevel.Warning, "{Store} does not answer yet: {Reason} It is waited for.")]
    private static partial void LogWaiting(ILogger log, string store, string reason);
}
