using OAuthDemo.Integration.Demo;
using OAuthDemo.ResourceOwner.Browsing;

namespace OAuthDemo.Integration;

/// <summary>The life of a connection at the finance aggregator, from the first refresh to its end. These tests move the clock.</summary>
public sealed class ConnectionTests
{
    [Fact] // RFC 6749 §1.5, RFC 9700 §4.14
    public async Task Of_fifty_visits_that_need_a_new_token_at_once_one_asks_for_it()
    {
        var line = new BankLine();
        await using var demo = await DemoSystem.StartAsync(new() { Line = line });
        var person = demo.Person();
        await person.ConnectBankAsync();
        var connection = (await person.OpenConnectionAsync()).Url;
        demo.AdvanceClock(TimeSpan.FromMinutes(4.5)); // half a minute is left, so it is time to refresh
        var before = line.Requests("/connect/token");

        var pages = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => VisitAsync(demo, person.Browser, connection))));

        pages.ShouldAllBe(page => page.Status == 200 && page.Body.Contains("Everyday account"));
        (await person.OpenConnectionAsync()).Text.ShouldContain("Refreshed once");
        (line.Requests("/connect/token") - before).ShouldBe(1);
    }

    [Fact] // RFC 6749 §6
    public async Task A_connection_goes_on_when_its_access_token_has_expired()
    {
        await using var demo = await DemoSystem.StartAsync();
        var person = demo.Person();
        await person.ConnectBankAsync();

        demo.AdvanceClock(TimeSpan.FromHours(3));

        (await OverviewAsync(person.Browser)).Body.ShouldContain("Everyday account");
    }

    [Fact] // RFC 7009
    public async Task Disconnecting_ends_the_consent_at_the_bank()
    {
        await using var demo = await DemoSystem.StartAsync();
        var person = demo.Person();
        await person.ConnectBankAsync();
        (await person.OpenConnectedAppsAsync()).Has("end-consent").ShouldBeTrue();

        var page = await person.AtConnectionAsync("disconnect");

        page.Document.QuerySelector("[data-notice=disconnected]").ShouldNotBeNull();
        (await person.OpenConnectedAppsAsync()).Has("end-consent").ShouldBeFalse();
        (await OverviewAsync(person.Browser)).Body.ShouldNotContain("Everyday account");
    }

    [Fact]
    public async Task A_consent_that_the_person_ends_at_the_bank_ends_the_connection()
    {
        await using var demo = await DemoSystem.StartAsync();
        var person = demo.Person();
        await person.ConnectBankAsync();

        await person.EndConsentAsync("Tidepool");
        demo.AdvanceClock(TimeSpan.FromSeconds(5));
        var overview = await OverviewAsync(person.Browser);

        overview.Body.ShouldNotContain("Everyday account");
        (await ConnectionsAsync(person.Browser)).Document.QuerySelector("[data-notice=revoked]").ShouldNotBeNull();
    }

    [Fact]
    public async Task When_the_sharing_period_is_over_the_person_is_told_so()
    {
        await using var demo = await DemoSystem.StartAsync();
        var person = demo.Person();
        await person.ConnectBankAsync(days: 1);

        demo.AdvanceClock(TimeSpan.FromDays(1));
        await OverviewAsync(person.Browser);

        (await ConnectionsAsync(person.Browser)).Document.QuerySelector("[data-notice=expired]").ShouldNotBeNull();
    }

    [Fact]
    public async Task An_ended_connection_can_be_connected_again()
    {
        await using var demo = await DemoSystem.StartAsync();
        var person = demo.Person();
        await person.ConnectBankAsync(accounts: ["Everyday"]);
        await person.AtConnectionAsync("disconnect");

        var list = await ConnectionsAsync(person.Browser);
        var page = await person.Browser.SubmitAsync(list.Form("reconnect"));
        page.Name.ShouldBe("consent", "a new decision, not the one from memory");
        await person.AllowAsync(accounts: ["savings"]);

        var overview = await OverviewAsync(person.Browser);
        overview.Body.ShouldContain("Rainy day savings");
        overview.Body.ShouldNotContain("Everyday account");
    }

    private static Task<Page> OverviewAsync(Browser browser) => browser.GoAsync(browser.Addresses.AtAggregator(""));

    private static Task<Page> ConnectionsAsync(Browser browser) => browser.GoAsync(browser.Addresses.AtAggregator("connections"));

    // One more tab of the same browser: it has the same cookies.
    private static Task<Page> VisitAsync(DemoSystem demo, Browser original, Uri address)
    {
        var tab = demo.Browser();
        tab.Cookies.Store(address, original.Cookies.All.Select(cookie => $"{cookie.Name}={cookie.Value}; path=/"));
        return tab.GoAsync(address);
    }
}
