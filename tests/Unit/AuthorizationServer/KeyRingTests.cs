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
