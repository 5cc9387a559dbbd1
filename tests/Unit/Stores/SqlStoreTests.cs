using Microsoft.Data.Sqlite;
using OAuthDemo.Stores;
using OAuthDemo.Stores.Sql;

namespace OAuthDemo.Unit.Stores;

/// <summary>Writes that come together are written together, and each counts for itself.</summary>
public sealed class SqlStoreTests : IDisposable
{
    private const string Insert = "INSERT INTO things (id, spent) VALUES ($1, $2)";
    private const string Spend = "UPDATE things SET spent = 1 WHERE id = $1 AND spent = 0";

    private readonly string _folder = Directory.CreateTempSubdirectory("oauthdemo-sql-").FullName;
    private readonly StoreConnection _connection;
    private readonly SqlStore _store;

    public SqlStoreTests()
    {
        _connection = StoreConnection.Parse($"Data Source={Path.Combine(_folder, "things.db")}");
        _store = SqlStore.Of(_connection);
        using var connection = (SqliteConnection)_connection.Create();
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; CREATE TABLE things (id TEXT PRIMARY KEY, spent INTEGER NOT NULL)";
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _store.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Of_many_who_spend_the_same_thing_at_once_one_wins_and_the_others_write_nothing()
    {
        (await _store.WriteAsync([new(Insert, "code", 0)])).ShouldBeTrue();

        var won = await Task.WhenAll(Enumerable.Range(0, 40).Select(number =>
            _store.WriteAsync([new(Spend, "code") { MustHit = true }, new(Insert, $"token-{number}", 0)])));

        won.Count(one => one).ShouldBe(1);
        (await IdsAsync("token-%")).ShouldBe([$"token-{Array.IndexOf(won, true)}"]);
    }

    [Fact]
    public async Task A_write_that_the_store_refuses_takes_no_other_with_it()
    {
        await _store.WriteAsync([new(Insert, "taken", 0)]);

        var writes = Enumerable.Range(0, 20).Select(number => _store.WriteAsync([new(Insert, $"new-{number}", 0), new(Insert, number == 7 ? "taken" : $"other-{number}", 0)])).ToList();
        await Should.ThrowAsync<SqliteException>(writes[7]);
        (await Task.WhenAll(writes.Where((_, index) => index != 7))).ShouldAllBe(one => one);

        (await IdsAsync("new-%")).Count.ShouldBe(19);
        (await IdsAsync("new-7")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_processes_that_write_to_one_file_wait_for_each_other()
    {
        using var other = SqlStore.Of(_connection);
        await _store.WriteAsync([new(Insert, "code", 0)]);

        var won = await Task.WhenAll(Enumerable.Range(0, 60).Select(number => (number % 2 == 0 ? _store : other).WriteAsync([new(Spend, "code") { MustHit = true }, new(Insert, $"token-{number}", 0)])));

        won.Count(one => one).ShouldBe(1);
        (await IdsAsync("token-%")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_is_written_is_there_for_whoever_opens_the_file_anew()
    {
        await _store.WriteAsync([new(Insert, "kept", 1)]);

        using var anew = SqlStore.Of(_connection);
        (await anew.FirstAsync("SELECT id FROM things WHERE spent = $1", row => row.GetString(0), 1)).ShouldBe("kept");
        (await anew.FirstAsync("SELECT id FROM things WHERE spent = $1", row => row.GetString(0), 2)).ShouldBeNull();
    }

    [Fact]
    public async Task What_cannot_be_written_at_all_is_told_and_the_next_is_written()
    {
        await Should.ThrowAsync<InvalidOperationException>(() => _store.WriteAsync([new(Insert, new object(), 0)]));

        (await _store.WriteAsync([new(Insert, "next", 0)])).ShouldBeTrue();
        (await IdsAsync("next")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Whoever_writes_after_the_end_is_told()
    {
        _store.Dispose();

        await Should.ThrowAsync<ObjectDisposedException>(() => _store.WriteAsync([new(Insert, "late", 0)]));
    }

    private async Task<List<string>> IdsAsync(string like) => await _store.AllAsync("SELECT id FROM things WHERE id LIKE $1", row => row.GetString(0), like);
}
