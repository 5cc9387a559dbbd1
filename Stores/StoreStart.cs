using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace OAuthDemo.Stores;

/// <summary>Brings a store up to date before the first request.</summary>
public static partial class StoreStart
{
    /// <summary>
    /// Brings the store to this version's shape – a missing one is made, an older one is upgraded and keeps what it holds – and then fills it. Of several
    /// instances that start at the same moment one does so, and the others find it done. A database that does not answer yet is waited for.
    /// </summary>
    /// <exception cref="DamagedStoreException">The file is no SQLite database, or a damaged one.</exception>
    public static async Task UpgradeAsync(this DbContext db, StoreConnection store, ILogger log, Func<Task> fill)
    {
        try
        {
            await UpgradeAndFillAsync(db, store, log, fill);
        }
        catch (Exception failure) when (DamagedStoreException.IsDamage(failure))
        {
            throw new DamagedStoreException(store.Name, failure);
        }
    }

    private static async Task UpgradeAndFillAsync(DbContext db, StoreConnection store, ILogger log, Func<Task> fill)
    {
        if (store.IsPostgres)
            await PostgresStart.UntilThereAsync(db, store, log);
        await using var alone = store.IsPostgres ? await PostgresStart.LockAsync(store) : await FileLock.TakeAsync(store.Name + ".start");
        if (!store.IsPostgres)
            await db.Database.ExecuteSqlAsync($"PRAGMA journal_mode = WAL"); // who reads does not wait for who writes
        if ((await db.Database.GetPendingMigrationsAsync()).ToList() is { Count: > 0 } pending)
        {
            LogUpgrade(log, store.Name, pending.Count);
            if (!store.IsPostgres)
                await db.Database.ExecuteSqlAsync($"DROP TABLE IF EXISTS __EFMigrationsLock"); // of a start that was killed in the middle
            await db.Database.MigrateAsync();
        }

        await fill();
    }

    [LoggerMessage(LogLevel.Information, "{Store} is brought to this version's shape: {Count} changes.")]
    private static partial void LogUpgrade(ILogger log, string store, int count);
}
