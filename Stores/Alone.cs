using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace OAuthDemo.Stores;

/// <summary>What must not happen twice at the same moment, in whatever instance.</summary>
public static class Alone
{
    /// <summary>
    /// Begins a transaction that nobody else is in with the same name: SQLite lets only one writer in at all, PostgreSQL is asked for a lock that the
    /// end of the transaction gives back.
    /// </summary>
    public static async Task<IDbContextTransaction> BeginAloneAsync(this DbContext db, string name, CancellationToken cancellation)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (db.Database.IsNpgsql())
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({name}, 0))", cancellation);
        return transaction;
    }
}
