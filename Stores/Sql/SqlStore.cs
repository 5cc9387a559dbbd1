using System.Data.Common;

namespace OAuthDemo.Stores.Sql;

/// <summary>The store by plain statements: for the few that every token request waits for. Everything else goes through the object mapper.</summary>
public abstract class SqlStore : IDisposable
{
    /// <summary>Those of a store.</summary>
    public static SqlStore Of(StoreConnection store) => store.IsPostgres ? new PostgresStore(store) : new SqliteStore(store);

    /// <summary>The first row that a query finds, or null.</summary>
    /// <param name="sql">As of a <see cref="Statement"/>.</param>
    /// <param name="read">Makes of the row what is wanted.</param>
    /// <param name="values">As of a <see cref="Statement"/>.</param>
    public async ValueTask<T?> FirstAsync<T>(string sql, Func<DbDataReader, T> read, params object?[] values)
        where T : class => await AllAsync(sql, read, values) is [var first, ..] ? first : null;

    /// <summary>All rows that a query finds.</summary>
    /// <param name="sql">As of a <see cref="Statement"/>.</param>
    /// <param name="read">Makes of a row what is wanted.</param>
    /// <param name="values">As of a <see cref="Statement"/>.</param>
    public abstract ValueTask<List<T>> AllAsync<T>(string sql, Func<DbDataReader, T> read, params object?[] values);

    /// <summary>Writes what belongs together: all of it, or nothing. When the task is done, it is on the disk.</summary>
    /// <returns>False if a statement that must change a row found none; nothing was written then.</returns>
    /// <exception cref="DbException">The store failed. Nothing was written, unless the connection was lost at the very end.</exception>
    public abstract Task<bool> WriteAsync(IReadOnlyList<Statement> statements);

    /// <inheritdoc/>
    public abstract void Dispose();
}
