using System.Diagnostics;
using Microsoft.Playwright;
using OAuthDemo.Integration.Demo;
using static Microsoft.Playwright.Assertions;

namespace OAuthDemo.EndToEnd.Browser;

/// <summary>What an open page of Tidepool shows when something ends elsewhere.</summary>
[Collection(nameof(DemoInBrowser))]
public sealed class ConsentLifeTests(DemoInBrowser demo)
{
    [Fact]
    public async Task An_open_list_of_connections_shows_within_five_seconds_what_was_ended_at_the_bank()
    {
        await using var visit = await demo.VisitAsync("carol");
        await visit.ConnectAsync();
        await visit.AtTidepoolAsync("/connections");
        await Expect(visit.Page.Locator("[data-connection]")).ToHaveCountAsync(1);
        var watched = visit.Page;

        await using (var bank = await visit.AnotherTabAsync())
        {
            await bank.AtBankAsync("/me/consents");
            await bank.Page.Locator("form[data-form=end-consent] button").First.ClickAsync();
            await Expect(bank.Page.Locator("main")).ToContainTextAsync("sees nothing of yours any more");
        }

        var clock = Stopwatch.StartNew();
        await Expect(watched.Locator("[data-ended-by=person]")).ToBeVisibleAsync(new() { Timeout = 8_000 });
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5.5));
        await visit.PictureAsync("connections-ended-by-her");
    }

    [Fact]
    public async Task Signing_out_at_the_bank_signs_out_at_Tidepool()
    {
        await using var visit = await demo.VisitAsync("bob");
        await visit.AtTidepoolAsync("/sign-in");
        await visit.Page.Locator("form[data-form=sign-in] button").ClickAsync();
        await visit.SignInAsync();
        await visit.Page.Locator("button[name=decision][value=allow]").ClickAsync();
        await Expect(visit.Page.Locator("[data-person]")).ToBeVisibleAsync();

        await visit.AtBankAsync("/logout");
        await visit.Page.Locator("form[data-form=logout] button").First.ClickAsync();
        await visit.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        await Eventually.HoldsAsync(async () =>
        {
            await visit.AtTidepoolAsync("/sign-in");
            return await visit.Page.Locator("form[data-form=sign-in]").CountAsync() > 0;
        });
    }

    [Fact]
    public async Task An_ID_token_is_turned_away_by_the_API_and_an_access_token_is_let_in()
    {
        await using var visit = await demo.VisitAsync("alice");
        await visit.ConnectAsync();
        await visit.AtTidepoolAsync("/sign-in");
        await visit.Page.Locator("form[data-form=sign-in] button").ClickAsync();
        await visit.Page.Locator("button[name=decision][value=allow]").ClickAsync();
        await Expect(visit.Page.Locator("[data-person]")).ToBeVisibleAsync();
        await visit.AtTidepoolAsync("/tokens");

        await visit.Page.Locator("form[data-form=try-id] button").ClickAsync();
        await Expect(visit.Page.Locator("[data-notice=trial-id]")).ToContainTextAsync("401");
        await Expect(visit.Page.Locator("[data-notice=trial-id]")).ToContainTextAsync("invalid_token");
        await visit.PictureAsync("tokens-tried");
        await visit.Page.Locator("form[data-form=try-access] button").ClickAsync();
        await Expect(visit.Page.Locator("[data-notice=trial-access]")).ToContainTextAsync("200");
        (await visit.Page.ContentAsync()).ShouldNotMatch(Jwt.Pattern);
    }
}
