using System.Data.Common;

namespace OAuthDemo.Stores.Sql;

/// <summary>PostgreSQL prepares what comes again and again, and gathers the writes of many connections, by itself.</summary>
internal sealed class PostgresStore(StoreConnection store) : SqlStore
{
    public override async ValueTask<List<T>> AllAsync<T>(string sql, Func<DbDataReader, T> read, params object?[] values)
    {
        await using var connection = await OpenAsync();
        await using var command = Prepared.Make(connection, sql, values);
        await using var row = await command.ExecuteReaderAsync();
        var all = new List<T>();
        while (await row.ReadAsync())
            all.Add(read(row));
        return all;
    }

    public override async Task<bool> WriteAsync(IReadOnlyList<Statement> statements)
    {
        await using var connection = await OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var statement in statements)
        {
            await using var command = Prepared.Make(connection, statement.Sql, statement.Values);
            if (await command.ExecuteNonQueryAsync() == 0 && statement.MustHit)
                return false; // whose end takes everything back
        }

        await transaction.CommitAsync();
        return true;
    }

    public override void Dispose()
    {
        // Its connections are those of the whole process.
    }

    private async Task<DbConnection> OpenAsync()
    {
        var connection = store.Create();
        await connection.OpenAsync();
        return connection;
    }
}
