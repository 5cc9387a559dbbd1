using OAuthDemo.Integration.Demo;
using OAuthDemo.ResourceOwner;
using OAuthDemo.ResourceOwner.Browsing;

namespace OAuthDemo.Integration;

/// <summary>The end of a sharing period at the finance aggregator: reminded, renewed, or over.</summary>
public sealed class RenewalTests
{
    [Fact]
    public async Task A_week_before_the_end_she_is_reminded_and_not_before()
    {
        await using var demo = await DemoSystem.StartAsync();
        var person = demo.Person();
        await person.ConnectBankAsync(days: 30);
        (await ConnectionsAsync(person)).Document.QuerySelector("[data-notice=ends-soon]").ShouldBeNull();

        demo.AdvanceClock(TimeSpan.FromDays(12));
        await ConnectionsAsync(person); // refreshed, so that it does not become idle
        demo.AdvanceClock(TimeSpan.FromDays(11.5));

        (await ConnectionsAsync(person)).Document.QuerySelector("[data-notice=ends-soon]").ShouldNotBeNull();
        (await person.Browser.GoAsync(demo.Addresses.AtAggregator(""))).Document.QuerySelector("[data-notice=ends-soon]").ShouldNotBeNull();
    }

    [Fact]
    public async Task One_press_renews_and_the_old_authorization_ends_at_the_bank()
    {
        await using var demo = await DemoSystem.StartAsync();
        var person = demo.Person();
        await person.ConnectBankAsync(accounts: ["Everyday"], days: 1);

        await person.Browser.SubmitAsync((await ConnectionsAsync(person)).Form("renew"));
        person.Browser.Page.Name.ShouldBe("consent", "she chooses anew");
        await person.AllowAsync(accounts: ["Everyday"], days: 90);

        var page = await ConnectionsAsync(person);
        page.Document.QuerySelector("[data-notice=ends-soon]").ShouldBeNull();
        page.Document.QuerySelectorAll("[data-connection]").Length.ShouldBe(1);
        (await person.OpenConnectedAppsAsync()).Forms("end-consent").Count.ShouldBe(1);
        demo.AdvanceClock(TimeSpan.FromDays(2));
        (await person.Browser.GoAsync(demo.Addresses.AtAggregator(""))).Body.ShouldContain("Everyday account");
    }

    [Fact]
    public async Task A_renewal_that_she_declines_leaves_everything_as_it_was()
    {
        await using var demo = await DemoSystem.StartAsync();
        var person = demo.Person();
        await person.ConnectBankAsync(days: 1);

        await person.Browser.SubmitAsync((await ConnectionsAsync(person)).Form("renew"));
        await person.DenyAsync();

        (await person.Browser.GoAsync(demo.Addresses.AtAggregator(""))).Body.ShouldContain("Everyday account");
    }

    [Fact]
    public async Task Over_is_over_by_the_clock_even_while_the_bank_is_away()
    {
        await using var demo = await DemoSystem.StartAsync();
        var person = demo.Person();
        await person.ConnectBankAsync(days: 1);
        await demo.Service("authorization-server").StopAsync();
        demo.AdvanceClock(TimeSpan.FromDays(1));

        var page = await ConnectionsAsync(person);

        page.Document.QuerySelector("[data-notice=expired]").ShouldNotBeNull();
        page.Document.QuerySelector("[data-ended-by=expiry]").ShouldNotBeNull();
    }

    [Fact]
    public async Task What_she_ends_at_the_bank_is_shown_with_who_ended_it()
    {
        await using var demo = await DemoSystem.StartAsync();
        var person = demo.Person();
        await person.ConnectBankAsync();

        await person.EndConsentAsync("Tidepool");
        var page = await ConnectionsAsync(person);

        page.Document.QuerySelector("[data-notice=revoked]").ShouldNotBeNull();
        page.Document.QuerySelector("[data-ended-by=person]").ShouldNotBeNull(page.Text);
    }

    [Fact]
    public async Task Without_a_refresh_token_a_disconnect_ends_the_consent_too()
    {
        await using var demo = await DemoSystem.StartAsync();
        var person = demo.Person();
        await person.ConnectBankAsync(scopes: ["balances:read"]);

        await person.AtConnectionAsync("disconnect");

        (await person.OpenConnectedAppsAsync()).Has("end-consent").ShouldBeFalse();
    }

    private static Task<Page> ConnectionsAsync(Person person) =>
        person.Browser.GoAsync(person.Browser.Addresses.AtAggregator("connections"));
}
