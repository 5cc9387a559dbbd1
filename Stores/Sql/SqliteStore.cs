using System.Collections.Concurrent;
using System.Data.Common;

namespace OAuthDemo.Stores.Sql;

/// <summary>A read of SQLite waits for nobody, so there is nothing asynchronous about it; a write waits for its turn.</summary>
internal sealed class SqliteStore(StoreConnection store) : SqlStore
{
    private readonly ConcurrentBag<Prepared> _idle = [];
    private readonly SqliteWriter _writer = new(store);

    public override ValueTask<List<T>> AllAsync<T>(string sql, Func<DbDataReader, T> read, params object?[] values)
    {
        if (!_idle.TryTake(out var connection))
            connection = Prepared.Open(store.Create());
        try
        {
            using var row = connection.Command(sql, values).ExecuteReader();
            var all = new List<T>();
            while (row.Read())
                all.Add(read(row));
            return new(all);
        }
        finally
        {
            _idle.Add(connection);
        }
    }

    public override Task<bool> WriteAsync(IReadOnlyList<Statement> statements) => _writer.WriteAsync(statements);

    public override void Dispose()
    {
        _writer.Dispose();
        while (_idle.TryTake(out var connection))
            connection.Dispose();
    }
}
