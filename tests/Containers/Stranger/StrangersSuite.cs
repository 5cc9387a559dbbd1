using System.Net;
using System.Text.Json.Nodes;
using OAuthDemo.Testcontainers;

namespace OAuthDemo.Containers.Stranger;

/// <summary>
/// The suite of a resource server that tests itself against this bank, from outside only. It runs twice: with the bank in the test's process, and in a
/// container. Each test has a tenant of its own, so that clocks and keys disturb nobody.
/// </summary>
public abstract class StrangersSuite
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The bank that all share.</summary>
    protected abstract IOAuthDemo Host { get; }

    /// <summary>A bank of one's own that has what <see cref="Shop.Seed"/> says.</summary>
    private async Task<IOAuthDemo> BankAsync() => await Host.CreateTenantAsync(Shop.Seed);

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
    public async Task The_banks_own_API_fails_when_it_is_told_to_and_recovers()
    {
        await using var bank = await BankAsync();
        var token = (await bank.GetTokenForAsync("dana", "shop", ["accounts:read"])).AccessToken;

        await bank.FailNextAsync("/api/accounts", Failure.Answer(503));
        (await AccountsAsync(bank, token)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        // HttpClient by itself repeats a GET whose connection ends without a word (RFC 9110 §9.2.2), a few times.
        await bank.FailNextAsync(BankEndpoint.Api, Failure.DroppedConnection, times: 20);
        await Should.ThrowAsync<HttpRequestException>(AccountsAsync(bank, token));
        await bank.RecoverAsync();
        (await AccountsAsync(bank, token)).ShouldBe(HttpStatusCode.OK);
        (await bank.GetExchangesAsync()).ShouldContain(one => one.Endpoint == "/api/accounts" && one.Step == "api_request" && one.Status == 200);
    }

    [Fact]
    public async Task Whoever_joins_lives_on_when_the_clock_goes_ahead()
    {
        await using var bank = await BankAsync();
        await bank.AddPersonAsync(new("erin", "erin-test-1"));
        await bank.AddClientAsync(new("ledger") { Scopes = ["openid", "accounts:read", "transactions:read"] });
        var before = await LastBookingAsync(bank);

        await bank.AdvanceClockAsync(TimeSpan.FromDays(40));

        (await LastBookingAsync(bank) - before).TotalDays.ShouldBeInRange(30, 45);
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

    [Fact]
    public async Task Twenty_tenants_run_side_by_side_and_know_nothing_of_each_other()
    {
        var host = Host;
        await Task.WhenAll(Enumerable.Range(1, 20).Select(async number =>
        {
            await using var bank = await host.CreateTenantAsync(new BankSeed()
                .WithPerson(new($"guest-{number}", "guest-test-1", [new($"Purse {number}", $"{number}.00")]))
                .WithClient(new("shop") { Scopes = ["openid", "accounts:read"] }), $"side-{number}");
            await bank.AdvanceClockAsync(TimeSpan.FromDays(number));

            var token = await bank.GetTokenForAsync($"guest-{number}", "shop", ["accounts:read"], [$"Purse {number}"]);

            token.ExpiresIn.ShouldBeInRange(200, 300);
            (bank.Clock.GetUtcNow() - TimeProvider.System.GetUtcNow()).TotalDays.ShouldBe(number, 0.01);
            (await bank.GetExchangesAsync()).Where(one => one.Step == "token_request").ShouldHaveSingleItem();
        }));
    }

    private static async Task<HttpStatusCode> AccountsAsync(IOAuthDemo bank, string token)
    {
        using var answer = await AskAsync(bank, "accounts", token);
        return answer.StatusCode;
    }

    private static async Task<DateTimeOffset> LastBookingAsync(IOAuthDemo bank)
    {
        var token = (await bank.GetTokenForAsync("erin", "ledger", ["accounts:read", "transactions:read"], ["Everyday account"])).AccessToken;
        using var accounts = await AskAsync(bank, "accounts", token);
        var account = (string)JsonNode.Parse(await accounts.Content.ReadAsStringAsync(Cancel))!["data"]![0]!["accountId"]!;
        using var transactions = await AskAsync(bank, $"accounts/{account}/transactions", token);
        return (DateTimeOffset)JsonNode.Parse(await transactions.Content.ReadAsStringAsync(Cancel))!["data"]![0]!["bookedAt"]!;
    }

    private static async Task<HttpResponseMessage> AskAsync(IOAuthDemo bank, string path, string token)
    {
        using var http = new HttpClient(bank.CreateHandler());
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(bank.BankApiAddress, path));
        request.Headers.Authorization = new("Bearer", token);
        return await http.SendAsync(request, Cancel);
    }

    private static async Task Until(Func<Task<bool>> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (!await condition())
            await Task.Delay(50, patience.Token);
    }
}
