using Microsoft.EntityFrameworkCore;
using OAuthDemo.AuthorizationServer.Store;
using OpenIddict.EntityFrameworkCore.Models;

namespace OAuthDemo.Unit.AuthorizationServer;

/// <summary>What is thrown away, and what is not. Tokens are kept for 14 days and one more.</summary>
public sealed class TidyingTests : IDisposable
{
    private readonly BankStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_used_token_is_kept_as_long_as_its_second_use_must_be_recognised()
    {
        await AddAsync(Token("used", "redeemed"));

        _store.Clock.Advance(TimeSpan.FromDays(14.9));
        (await _store.TidyAsync()).ShouldBe(0);
        _store.Clock.Advance(TimeSpan.FromDays(0.2));
        (await _store.TidyAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_alive_stays_however_old_it_is()
    {
        await AddAsync(
            Grant("used", "valid", Token("living", "valid", days: 100), Token("expired", "valid", days: 14)),
            Grant("ended", "revoked", Token("of an ended grant", "valid", days: 100)),
            Grant("empty", "valid"));

        _store.Clock.Advance(TimeSpan.FromDays(30));
        (await _store.TidyAsync()).ShouldBe(4);

        await using var db = _store.Open();
        (await Ids(db.Set<OpenIddictEntityFrameworkCoreToken>().Select(token => token.Id))).ShouldBe(["living"]);
        (await Ids(db.Set<OpenIddictEntityFrameworkCoreAuthorization>().Select(grant => grant.Id))).ShouldBe(["used"]);
    }

    [Fact]
    public async Task Of_many_rows_none_is_forgotten_and_none_too_many_goes()
    {
        await AddAsync([.. Enumerable.Range(0, 1300).Select(number => Token($"{number:0000}", number % 3 == 0 ? "redeemed" : "valid", days: 100))]);

        _store.Clock.Advance(TimeSpan.FromDays(16));
        (await _store.TidyAsync()).ShouldBe(434);

        await using var db = _store.Open();
        (await db.Set<OpenIddictEntityFrameworkCoreToken>().CountAsync(token => token.Status == "valid", TestContext.Current.CancellationToken)).ShouldBe(866);
    }

    [Fact]
    public async Task An_id_that_has_expired_anyway_need_not_be_remembered()
    {
        await AddAsync(new SpentId { Id = "old", ExpiresAt = _store.Now.AddMinutes(5) }, new SpentId { Id = "new", ExpiresAt = _store.Now.AddMinutes(7) });

        _store.Clock.Advance(TimeSpan.FromMinutes(6));
        (await _store.TidyAsync()).ShouldBe(1);

        await using var db = _store.Open();
        (await new SpentIds(new(() => db)).IsSpentAsync("new")).ShouldBeTrue();
    }

    private static Task<List<string?>> Ids(IQueryable<string?> ids) => ids.ToListAsync(TestContext.Current.CancellationToken);

    private async Task AddAsync(params object[] rows)
    {
        await using var db = _store.Open();
        db.AddRange(rows);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    private OpenIddictEntityFrameworkCoreToken Token(string id, string status, double days = 14) => new()
    {
        Id = id,
        Status = status,
        Type = "refresh_token",
        CreationDate = _store.Now.UtcDateTime,
        ExpirationDate = _store.Now.AddDays(days).UtcDateTime,
    };

    private OpenIddictEntityFrameworkCoreAuthorization Grant(string id, string status, params OpenIddictEntityFrameworkCoreToken[] tokens)
    {
        var grant = new OpenIddictEntityFrameworkCoreAuthorization { Id = id, Status = status, Type = "ad-hoc", CreationDate = _store.Now.UtcDateTime };
        foreach (var token in tokens)
            grant.Tokens.Add(token);
        return grant;
    }
}
