using Microsoft.Data.Sqlite;

namespace OAuthDemo.Stores.Sql;

/// <summary>
/// SQLite lets one write at a time, and waits for the disk at the end of each. So one thread writes for all: whatever has come while the disk was busy goes
/// into one transaction, and each request in it succeeds or fails for itself.
/// </summary>
internal sealed class SqliteWriter(StoreConnection store) : IDisposable
{
    private const int BusyMilliseconds = 10_000;

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _work = new(0);
    private List<Request> _waiting = [];
    private Thread? _thread;
    private bool _closed;
    private Prepared? _connection;

    public Task<bool> WriteAsync(IReadOnlyList<Statement> statements)
    {
        var request = new Request(statements);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _waiting.Add(request);
            if (_thread is null)
                (_thread = new(Run) { IsBackground = true, Name = "SQLite writer" }).Start();
        }

        _work.Release();
        return request.Done.Task;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_closed) return;
            _closed = true;
        }

        _work.Release();
        _thread?.Join();
        _connection?.Dispose();
        _work.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            _work.Wait();
            List<Request> batch;
            lock (_gate)
            {
                if (_waiting.Count == 0 && _closed)
                    return;
                (batch, _waiting) = (_waiting, []);
            }

            if (batch.Count > 0) // else it was written together with others
                Write(batch);
        }
    }

    private void Write(List<Request> batch)
    {
        try
        {
            var connection = _connection ??= Open();
            Execute(connection, "BEGIN IMMEDIATE");
            foreach (var request in batch)
                request.Outcome = Try(connection, request);
            Execute(connection, "COMMIT");
            foreach (var request in batch)
                request.Answer();
        }
        catch (Exception failure) // whatever it is: those who wait are told, and this thread goes on
        {
            _connection?.Dispose(); // and with it whatever was begun
            _connection = null;
            foreach (var request in batch)
                request.Done.TrySetException(failure);
        }
    }

    private static object Try(Prepared connection, Request request)
    {
        Execute(connection, "SAVEPOINT request");
        try
        {
            if (request.Statements.All(statement => Execute(connection, statement.Sql, statement.Values) > 0 || !statement.MustHit))
            {
                Execute(connection, "RELEASE request");
                return true;
            }
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode == SQLitePCL.raw.SQLITE_CONSTRAINT)
        {
            TakeBack(connection);
            return failure;
        }

        TakeBack(connection);
        return false;
    }

    private static void TakeBack(Prepared connection)
    {
        Execute(connection, "ROLLBACK TO request");
        Execute(connection, "RELEASE request");
    }

    private static int Execute(Prepared connection, string sql, params object?[] values) => connection.Command(sql, values).ExecuteNonQuery();

    private Prepared Open()
    {
        // From no pool: closed is closed, and whatever was begun on it is taken back.
        var connection = Prepared.Open(new SqliteConnection(new SqliteConnectionStringBuilder(store.Text) { Pooling = false }.ConnectionString));
        Execute(connection, $"PRAGMA busy_timeout = {BusyMilliseconds}");
        return connection;
    }

    private sealed class Request(IReadOnlyList<Statement> statements)
    {
        public IReadOnlyList<Statement> Statements { get; } = statements;

        public TaskCompletionSource<bool> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Whether it was written, or why it failed.</summary>
        public object Outcome { get; set; } = false;

        public void Answer()
        {
            if (Outcome is Exception failure)
                Done.SetException(failure);
            else
                Done.SetResult((bool)Outcome);
        }
    }
}
