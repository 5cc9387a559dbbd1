using OAuthDemo.AuthorizationServer.Keys;
using OAuthDemo.AuthorizationServer.Protocol;

namespace OAuthDemo.Unit.AuthorizationServer;

/// <summary>The keys stay what they are, and the names of people made from them tell two clients nothing.</summary>
public sealed class KeyRingTests : IDisposable
{
    private readonly BankStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_restart_finds_the_keys_of_the_first_start()
    {
        var (first, second) = (await _store.KeysAsync(), await _store.KeysAsync());

        second.Signing.KeyId.ShouldBe(first.Signing.KeyId);
        second.Subjects.ShouldBe(first.Subjects);
        second.Encryption.Key.ShouldBe(first.Encryption.Key);
    }

    [Fact]
    public async Task No_key_lies_open_in_the_store()
    {
        var keys = await _store.KeysAsync();

        await using var db = _store.Open();
        foreach (var stored in db.Keys.Select(key => key.Protected))
        {
            var bytes = Convert.FromBase64String(stored);
            bytes.AsSpan().IndexOf(keys.Subjects).ShouldBe(-1);
            bytes.AsSpan().IndexOf(keys.Encryption.Key).ShouldBe(-1);
            bytes.AsSpan().IndexOf(keys.Signing.ECDsa.ExportPkcs8PrivateKey()).ShouldBe(-1);
        }
    }

    [Fact]
    public async Task A_key_is_published_before_it_signs_and_read_long_after()
    {
        var keys = await _store.KeysAsync();
        var first = keys.Signing;
        await using (var db = _store.Open())
            await keys.RotateAsync(db, SigningKey.Ahead);
        (keys.Signing, keys.Published.Count()).ShouldBe((first, 2));

        _store.Clock.Advance(SigningKey.Ahead);
        var second = keys.Signing;
        second.ShouldNotBe(first);
        keys.Published.ShouldContain(first);

        _store.Clock.Advance(SigningKey.Published);
        keys.Published.ShouldBe([second]);
        keys.Readable.ShouldBe([second, first]);
        _store.Clock.Advance(SigningKey.Readable);
        keys.Readable.ShouldBe([second]);
    }

    [Fact]
    public async Task After_a_month_it_is_time_for_the_next_one()
    {
        var keys = await _store.KeysAsync();
        keys.IsAged.ShouldBeFalse();

        _store.Clock.Advance(SigningKey.Age);
        keys.IsAged.ShouldBeTrue();
        await using (var db = _store.Open())
            await keys.RotateAsync(db, SigningKey.Ahead);

        keys.IsAged.ShouldBeFalse();
    }

    [Fact]
    public async Task Another_instance_learns_of_a_new_key_and_tells_who_listens()
    {
        var (here, there) = (await _store.KeysAsync(), await _store.KeysAsync());
        var turned = 0;
        there.Turning.RegisterChangeCallback(_ => turned++, null);
        await using var db = _store.Open();
        await here.RotateAsync(db, TimeSpan.FromMinutes(1));

        await there.ReadAsync(db);
        turned.ShouldBe(1);
        there.Turning.RegisterChangeCallback(_ => turned++, null);
        _store.Clock.Advance(TimeSpan.FromMinutes(1));
        there.TurnIfDue();

        turned.ShouldBe(2);
        there.Signing.KeyId.ShouldBe(here.Signing.KeyId);
    }

    [Fact] // OpenID Connect Core §8.1
    public async Task A_person_has_one_name_for_each_client()
    {
        var subjects = new PairwiseSubjects(await _store.KeysAsync());

        subjects.Of("alice", "app").ShouldBe(subjects.Of("alice", "app"));
        new[] { subjects.Of("alice", "app"), subjects.Of("alice", "other"), subjects.Of("bob", "app") }.ShouldBeUnique();
        subjects.Of("alice", "app").Length.ShouldBe(43);
        subjects.Of("alice", "app").ShouldNotContain("alice");
    }

    [Fact]
    public async Task Another_bank_gives_another_name()
    {
        using var other = new BankStore();

        new PairwiseSubjects(await _store.KeysAsync()).Of("alice", "app").ShouldNotBe(new PairwiseSubjects(await other.KeysAsync()).Of("alice", "app"));
    }
}
