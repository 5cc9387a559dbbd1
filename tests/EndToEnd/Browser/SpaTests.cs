using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace OAuthDemo.EndToEnd.Browser;

/// <summary>The client that lives in the browser alone.</summary>
[Collection(nameof(DemoInBrowser))]
public sealed class SpaTests(DemoInBrowser demo)
{
    [Fact] // RFC 7636, RFC 9700 §2.1.1
    public async Task It_connects_shows_accounts_and_forgets_everything_on_reload()
    {
        await using var visit = await demo.VisitAsync("bob");
        var page = visit.Page;
        await visit.AtTidepoolAsync("/spa");
        await page.Locator("#connect").ClickAsync();
        await page.WaitForURLAsync(new Regex("/login"));
        await visit.SignInAsync();
        await visit.AllowAsync();

        await Expect(page.Locator("#accounts li").First).ToBeVisibleAsync();
        await Expect(page.Locator("#accounts .amount").First).ToContainTextAsync("€");
        await visit.PictureAsync("spa-connected");
        page.Url.ShouldEndWith("/spa");
        (await page.EvaluateAsync<int>("localStorage.length + sessionStorage.length")).ShouldBe(0);
        visit.Complaints.ShouldBeEmpty();

        await page.ReloadAsync();
        await Expect(page.Locator("#connect")).ToBeVisibleAsync();
        await Expect(page.Locator("#money")).ToBeHiddenAsync();
    }

    [Fact] // RFC 7009
    public async Task It_gives_its_token_back()
    {
        await using var visit = await demo.VisitAsync("carol");
        await visit.AtTidepoolAsync("/spa");
        await visit.Page.Locator("#connect").ClickAsync();
        await visit.SignInAsync();
        await visit.AllowAsync();

        await visit.Page.Locator("#forget").ClickAsync();

        await Expect(visit.Page.Locator("#messages")).ToContainTextAsync("Revocation");
        await Expect(visit.Page.Locator("#problem")).ToBeHiddenAsync();
    }

    [Fact] // RFC 9700 §4.7
    public async Task An_answer_that_this_tab_did_not_ask_for_is_not_used()
    {
        await using var visit = await demo.VisitAsync("bob");

        await visit.AtTidepoolAsync("/spa/callback?code=stolen&state=somebody-elses&iss=" + Uri.EscapeDataString(demo.Bank.AbsoluteUri));

        await Expect(visit.Page.Locator("#problem")).ToContainTextAsync("belongs to no question of this tab");
        visit.Page.Url.ShouldEndWith("/spa");
    }
}
