using System.Net;
using OAuthDemo.Testcontainers;

namespace OAuthDemo.Containers.Stranger;

/// <summary>
/// The suite of a resource server that tests itself against this bank, from outside only. It runs twice: with the bank in the test's process, and in a
/// container. Each test has a tenant of its own, so that clocks and keys disturb nobody.
/// </summary>
public abstract class StrangersSuite
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A bank of one's own that has what <see cref="Shop.Seed"/> says.</summary>
    protected abstract Task<IOAuthDemo> BankAsync();

    [Fact]
    public async Task Valid_tokens_open_it()
    {
        await using var bank = await BankAsync();
        await using var shop = await Shop.OpenAsync(bank);

        (await shop.AskAsync(await shop.TokenAsync())).ShouldBe(HttpStatusCode.OK);
        (await shop.AskAsync((await bank.GetTokenAsync("shop", OrdersApi.Scope)).AccessToken)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_expires_when_the_clock_has_gone_ahead()
    {
        await using var bank = await BankAsync();
        await using var shop = await Shop.OpenAsync(bank);
        var token = await shop.TokenAsync();
        (await shop.AskAsync(token)).ShouldBe(HttpStatusCode.OK);

        await bank.AdvanceClockAsync(TimeSpan.FromMinutes(6));

        (await shop.AskAsync(token)).ShouldBe(HttpStatusCode.Unauthorized);
        (await shop.AskAsync(await shop.TokenAsync())).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Another_scope_does_not_open_it()
    {
        await using var bank = await BankAsync();
        await using var shop = await Shop.OpenAsync(bank);

        var other = await bank.MintTokenAsync(new() { ClientId = "shop", Scope = "accounts:read", Audience = OrdersApi.Audience });
        (await shop.AskAsync(other)).ShouldBe(HttpStatusCode.Forbidden);
        var ofTheBank = await bank.GetTokenForAsync("dana", "shop", ["accounts:read"], ["Pocket money"]);
        (await shop.AskAsync(ofTheBank.AccessToken)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Broken_tokens_open_nothing()
    {
        await using var bank = await BankAsync();
        await using var shop = await Shop.OpenAsync(bank);
        var good = new TokenDescription { ClientId = "shop", Scope = OrdersApi.Scope, Audience = OrdersApi.Audience };

        (await shop.AskAsync(await bank.MintTokenAsync(good))).ShouldBe(HttpStatusCode.OK);
        foreach (var defect in Enum.GetValues<TokenDefect>())
            (await shop.AskAsync(await bank.MintTokenAsync(good with { Defect = defect }))).ShouldBe(HttpStatusCode.Unauthorized, $"{defect}");
    }

    [Fact]
    public async Task A_revoked_consent_shows_at_once()
    {
        await using var bank = await BankAsync();
        await using var shop = await Shop.OpenAsync(bank);
        var token = await shop.TokenAsync();
        (await shop.AskAsync(token)).ShouldBe(HttpStatusCode.OK);

        (await bank.RevokeConsentAsync("dana", "shop")).ShouldBe(1);

        (await shop.AskAsync(token)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_new_key_is_found_by_itself_and_the_old_one_still_opens()
    {
        await using var bank = await BankAsync();
        await using var shop = await Shop.OpenAsync(bank);
        var before = await shop.TokenAsync();
        (await shop.AskAsync(before)).ShouldBe(HttpStatusCode.OK);

        await bank.RotateKeysAsync();

        (await shop.AskAsync(before)).ShouldBe(HttpStatusCode.OK);
        var after = await shop.TokenAsync();
        await Until(async () => await shop.AskAsync(after) == HttpStatusCode.OK);
    }

    [Fact]
    public async Task While_the_issuer_fails_it_says_so_and_recovers()
    {
        await using var bank = await BankAsync();
        await using var shop = await Shop.OpenAsync(bank);
        var token = await shop.TokenAsync();

        await bank.FailNextAsync(BankEndpoint.Introspection, Failure.Answer(500));
        (await shop.AskAsync(token)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        await bank.FailNextAsync(BankEndpoint.Introspection, Failure.DroppedConnection);
        (await shop.AskAsync(token)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await shop.AskAsync(token)).ShouldBe(HttpStatusCode.OK);

        await bank.FailNextAsync(BankEndpoint.Token, Failure.Answer(503));
        await Should.ThrowAsync<BankRefusedException>(bank.GetTokenAsync("shop", OrdersApi.Scope));
        (await bank.GetTokenAsync("shop", OrdersApi.Scope)).ExpiresIn.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task What_was_asked_can_be_asserted_on()
    {
        await using var bank = await BankAsync();
        await using var shop = await Shop.OpenAsync(bank);
        var token = await shop.TokenAsync();
        await shop.AskAsync(token);

        var exchanges = await bank.GetExchangesAsync();

        exchanges.ShouldContain(one => one.Step == "token_request" && one.ClientId == "shop" && one.Request["grant_type"] == "authorization_code" && one.Status == 200);
        exchanges.ShouldContain(one => one.Step == "introspection_request" && one.Response["active"] == "true");
        exchanges.SelectMany(one => one.Request.Values.Concat(one.Response.Values)).ShouldNotContain(token);
    }

    [Fact]
    public async Task A_reset_takes_back_what_a_test_did()
    {
        await using var bank = await BankAsync();
        await bank.AddPersonAsync(new("guest", "guest-test-1"));
        await bank.AdvanceClockAsync(TimeSpan.FromDays(40));
        await bank.GetTokenForAsync("dana", "shop", ["accounts:read"]);

        await bank.ResetAsync();

        (bank.Clock.GetUtcNow() - TimeProvider.System.GetUtcNow()).Duration().ShouldBeLessThan(TimeSpan.FromMinutes(1));
        (await bank.GetExchangesAsync()).ShouldNotContain(one => one.Step == "consent");
        await bank.AddPersonAsync(new("guest", "guest-test-1"));
        (await bank.GetTokenForAsync("dana", "shop", ["accounts:read"])).ConsentId.ShouldNotBeNull();
    }

    private static async Task Until(Func<Task<bool>> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(15));
        while (!await condition())
            await Task.Delay(50, patience.Token);
    }
}
