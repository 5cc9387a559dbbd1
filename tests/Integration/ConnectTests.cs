using OAuthDemo.Integration.Demo;
using OAuthDemo.ResourceOwner.Exchanges;

namespace OAuthDemo.Integration;

/// <summary>The abstract protocol flow (RFC 6749 §1.2), as the person meets it at the finance aggregator.</summary>
public sealed class ConnectTests(DemoSystem demo)
{
    [Fact] // RFC 6749 §4.1
    public async Task A_person_connects_her_bank_and_sees_her_money()
    {
        var person = demo.NewPerson();

        var overview = await person.ConnectBankAsync(accounts: ["Everyday", "savings"]);

        overview.Url.AbsolutePath.ShouldBe("/");
        overview.Body.ShouldContain("Everyday account");
        overview.Body.ShouldContain("Rainy day savings");
        overview.Body.ShouldNotContain("Harbour Card", Case.Sensitive, "she did not pick it");
        overview.Body.ShouldContain(await BalanceAsync("Everyday"));
    }

    [Fact] // RFC 6749 §3.3
    public async Task What_she_unticks_is_not_shared()
    {
        var person = demo.NewPerson();

        var overview = await person.ConnectBankAsync(scopes: ["transactions:read", "offline_access"], accounts: ["Everyday"]);
        var connection = await person.OpenConnectionAsync();

        overview.Body.ShouldNotContain(await BalanceAsync("Everyday"));
        connection.Document.QuerySelectorAll(".scopes li.muted code").Select(code => code.TextContent)
            .ShouldBe(["balances:read", "transactions.detail:read"], ignoreOrder: true);
    }

    [Fact] // RFC 6749 §4.1.2.1
    public async Task A_denial_is_told_kindly_and_leaves_nothing_behind()
    {
        var person = demo.NewPerson();
        await person.StartConnectingAsync();
        await person.SignInAsync();

        var page = await person.DenyAsync();

        page.Name.ShouldBe("denied");
        page.Status.ShouldBe(200);
        page.Url.AbsolutePath.ShouldBe("/connect/denied");
        var list = await person.Browser.GoAsync(demo.Addresses.AtAggregator("connections"));
        list.Document.QuerySelector("a[href^='/connections/']").ShouldBeNull();
    }

    [Fact] // RFC 9700 §4.7.1
    public async Task An_answer_that_another_browser_asked_for_is_thrown_away()
    {
        var attacker = demo.NewPerson();
        attacker.Browser.StopBefore = target => target.AbsolutePath == "/callback/bank";
        await attacker.StartConnectingAsync();
        await attacker.SignInAsync();
        var stolen = (await attacker.AllowAsync()).Redirect.ShouldNotBeNull();

        var victim = demo.NewPerson();
        var page = await victim.Browser.GoAsync(stolen);

        page.Name.ShouldBe("lost");
        (await victim.Browser.GoAsync(demo.Addresses.AtAggregator("connections")))
            .Document.QuerySelector("a[href^='/connections/']").ShouldBeNull();
    }

    [Fact] // RFC 9207 §2.4
    public async Task An_answer_that_names_another_issuer_is_thrown_away()
    {
        var person = demo.NewPerson();
        person.Browser.StopBefore = target => target.AbsolutePath == "/callback/bank";
        await person.StartConnectingAsync();
        await person.SignInAsync();
        var response = (await person.AllowAsync()).Redirect.ShouldNotBeNull();
        response.Query("iss").ShouldBe(demo.Issuer.AbsoluteUri);
        person.Browser.StopBefore = _ => false;

        var forged = response.AbsoluteUri.Replace(
            Uri.EscapeDataString(demo.Issuer.AbsoluteUri), Uri.EscapeDataString("https://evil.example/"), StringComparison.Ordinal);
        var page = await person.Browser.GoAsync(new(forged));

        page.Name.ShouldBe("stranger");
    }

    [Fact] // RFC 6749 §10.12
    public async Task An_answer_is_taken_once()
    {
        var person = demo.NewPerson();
        person.Browser.StopBefore = target => target.AbsolutePath == "/callback/bank";
        await person.StartConnectingAsync();
        await person.SignInAsync();
        var response = (await person.AllowAsync()).Redirect.ShouldNotBeNull();
        person.Browser.StopBefore = _ => false;

        (await person.Browser.GoAsync(response)).Url.AbsolutePath.ShouldBe("/");
        (await person.Browser.GoAsync(response)).Name.ShouldBe("lost");
    }

    [Fact] // RFC 9700 §2.5: tokens stay with the server
    public async Task No_token_ever_reaches_the_browser()
    {
        await using var own = await DemoSystem.StartAsync();
        var person = own.Person();
        await person.ConnectBankAsync();
        await person.OpenConnectionAsync();

        foreach (var exchange in TestExchanges.Log.Exchanges.Where(exchange => exchange.Channel == Channel.Front))
            exchange.ToString().ShouldNotMatch("(access_token|refresh_token|id_token) =");
        person.Browser.Cookies.All.ShouldAllBe(cookie => cookie.HttpOnly && !cookie.Value.StartsWith("eyJ"));
        person.Browser.Page.Body.ShouldNotMatch(Jwt.Pattern);
    }

    [Fact]
    public async Task Somebody_elses_connection_looks_like_one_that_does_not_exist()
    {
        var owner = demo.NewPerson();
        await owner.ConnectBankAsync();
        var connection = (await owner.OpenConnectionAsync()).Url;
        var stranger = demo.Browser();

        (await stranger.GoAsync(connection)).Status.ShouldBe(404);
        (await stranger.GoAsync(new(connection, "/connections/0123456789abcdef"))).Status.ShouldBe(404);
    }

    // As the aggregator writes it: 1,234.50.
    private async Task<string> BalanceAsync(string account)
    {
        var token = (await demo.Client().ConnectAsync(accounts: [account])).Must("access_token");
        var id = (await demo.AccountIdsAsync(token)).ShouldHaveSingleItem();
        var balance = (await demo.Http().GetAsync($"api/accounts/{id}/balances", token)).Json.GetProperty("data").GetProperty("current").GetString()!;
        return decimal.Parse(balance, System.Globalization.CultureInfo.InvariantCulture).ToString("N2", System.Globalization.CultureInfo.InvariantCulture);
    }
}
