using System.Data.Common;
using Npgsql;

namespace OAuthDemo.Stores.Sql;

/// <summary>PostgreSQL prepares what comes again and again, and gathers the writes of many connections, by itself. Whatever is asked of it goes there and back once.</summary>
internal sealed class PostgresStore(StoreConnection store) : SqlStore
{
    public override async ValueTask<List<T>> AllAsync<T>(string sql, Func<DbDataReader, T> read, params object?[] values)
    {
        await using var connection = await OpenAsync();
        await using var batch = Batch(connection, [new(sql, values)]);
        await using var row = await batch.ExecuteReaderAsync();
        var all = new List<T>();
        while (await row.ReadAsync())
            all.Add(read(row));
        return all;
    }

    public override async Task<bool> WriteAsync(IReadOnlyList<Statement> statements)
    {
        await using var connection = await OpenAsync();
        await using var batch = Batch(connection, statements); // which PostgreSQL takes as one transaction
        try
        {
            await batch.ExecuteNonQueryAsync();
            return true;
        }
        catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.DivisionByZero)
        {
            return false;
        }
    }

    public override void Dispose()
    {
        // Its connections are those of the whole process.
    }

    private static NpgsqlBatch Batch(NpgsqlConnection connection, IReadOnlyList<Statement> statements)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var statement in statements)
        {
            var command = new NpgsqlBatchCommand(statement.MustHit ? Demanding(statement.Sql) : statement.Sql);
            foreach (var value in statement.Values)
                command.Parameters.Add(new() { Value = value ?? DBNull.Value });
            batch.BatchCommands.Add(command);
        }

        return batch;
    }

    // A statement that changes no row does not fail; one that divides by the number of those does, if it is none, and takes back what came before it.
    private static string Demanding(string sql) => $"WITH hit AS ({sql} RETURNING 1) SELECT 1 / count(*) FROM hit";

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = (NpgsqlConnection)store.Create();
        await connection.OpenAsync();
        return connection;
    }
}
