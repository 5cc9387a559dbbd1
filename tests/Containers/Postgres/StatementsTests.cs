using Npgsql;
using OAuthDemo.Containers.Machine;
using OAuthDemo.Stores;
using OAuthDemo.Stores.Sql;

namespace OAuthDemo.Containers.Postgres;

/// <summary>Writes that stand or fall together, and in one way there and back.</summary>
[Collection(nameof(OnPostgres))]
public sealed class StatementsTests(PostgresServer postgres) : IAsyncLifetime
{
    private const string Insert = "INSERT INTO things (id, spent) VALUES ($1, $2)";
    private const string Spend = "UPDATE things SET spent = 1 WHERE id = $1 AND spent = 0";

    private StoreConnection _connection = null!;
    private SqlStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        if (!postgres.IsThere) return; // and every test is skipped
        _connection = StoreConnection.Parse(postgres.ConnectionString);
        _store = SqlStore.Of(_connection);
        await ExecuteAsync("DROP TABLE IF EXISTS things; CREATE TABLE things (id text PRIMARY KEY, spent integer NOT NULL)");
    }

    public ValueTask DisposeAsync()
    {
        _store?.Dispose();
        return ValueTask.CompletedTask;
    }

    [ContainerFact(Needs.Postgres)]
    public async Task Of_many_who_spend_the_same_thing_at_once_one_wins_and_the_others_write_nothing()
    {
        (await _store.WriteAsync([new(Insert, "code", 0)])).ShouldBeTrue();

        var won = await Task.WhenAll(Enumerable.Range(0, 40).Select(number =>
            _store.WriteAsync([new(Insert, $"before-{number}", 0), new(Spend, "code") { MustHit = true }, new(Insert, $"token-{number}", 0)])));

        won.Count(one => one).ShouldBe(1);
        var winner = Array.IndexOf(won, true);
        (await IdsAsync()).ShouldBe([$"before-{winner}", "code", $"token-{winner}"]);
    }

    [ContainerFact(Needs.Postgres)]
    public async Task A_write_that_the_database_refuses_is_told_and_the_next_is_written()
    {
        await _store.WriteAsync([new(Insert, "taken", 0)]);

        (await Should.ThrowAsync<PostgresException>(() => _store.WriteAsync([new(Insert, "new", 0), new(Insert, "taken", 0)]))).SqlState.ShouldBe(PostgresErrorCodes.UniqueViolation);
        (await _store.WriteAsync([new(Insert, "next", 0)])).ShouldBeTrue();

        (await IdsAsync()).ShouldBe(["next", "taken"]);
    }

    [ContainerFact(Needs.Postgres)]
    public async Task Whoever_takes_over_a_connection_inherits_nothing_of_a_transaction_that_was_left_open()
    {
        await using (var left = _connection.Create())
        {
            await left.OpenAsync(TestContext.Current.CancellationToken);
            await left.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using var insert = left.CreateCommand();
            insert.CommandText = "INSERT INTO things (id, spent) VALUES ('half', 0)";
            await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await _store.WriteAsync([new(Insert, "whole", 0)]);

        (await IdsAsync()).ShouldBe(["whole"]);
    }

    private async Task<List<string>> IdsAsync() => await _store.AllAsync("SELECT id FROM things ORDER BY id", row => row.GetString(0));

    private async Task ExecuteAsync(string sql)
    {
        await using var database = NpgsqlDataSource.Create(postgres.ConnectionString);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
