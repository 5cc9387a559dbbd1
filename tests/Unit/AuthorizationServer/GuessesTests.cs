using OAuthDemo.AuthorizationServer.People;

namespace OAuthDemo.Unit.AuthorizationServer;

/// <summary>Guessing is counted, whatever is guessed at.</summary>
public sealed class GuessesTests : IDisposable
{
    private readonly BankStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task After_so_many_it_is_closed_for_a_while()
    {
        (await TryAsync("login ALICE", 6)).ShouldBe([true, true, true, true, true, false]);

        _store.Clock.Advance(TimeSpan.FromMinutes(4.9));
        (await TryAsync("login ALICE", 1)).ShouldBe([false]);
        _store.Clock.Advance(TimeSpan.FromMinutes(0.2));
        (await TryAsync("login ALICE", 1)).ShouldBe([true]);
    }

    [Fact]
    public async Task A_right_one_forgives_the_wrong_ones()
    {
        await TryAsync("login ALICE", 4);

        await using (var db = _store.Open())
            await new Guesses(db, _store.Clock).ForgiveAsync("login ALICE");

        (await TryAsync("login ALICE", 5)).ShouldAllBe(may => may);
    }

    [Fact]
    public async Task One_name_does_not_lock_another()
    {
        await TryAsync("login ALICE", 9);

        (await TryAsync("login BOB", 1)).ShouldBe([true]);
    }

    [Fact] // what somebody typed into the wrong field stands nowhere
    public async Task The_store_holds_no_name()
    {
        await TryAsync("login MY-PASSWORD", 1);

        await using var db = _store.Open();
        db.Guesses.Single().Id.ShouldMatch("^[0-9a-f]{64}$");
    }

    private async Task<List<bool>> TryAsync(string what, int times)
    {
        var may = new List<bool>();
        for (var time = 0; time < times; time++)
        {
            await using var db = _store.Open();
            may.Add(await new Guesses(db, _store.Clock).MayTryAsync(what, limit: 5));
        }

        return may;
    }
}
