using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace OAuthDemo.EndToEnd.Browser;

/// <summary>What the grants leak that OAuth once allowed (RFC 9700 §2.1, §2.4).</summary>
[Collection(nameof(ChangingDemo))]
public sealed class OpenLabTests(ChangingDemo open)
{
    [Fact]
    public async Task Where_it_is_open_it_shows_what_leaks()
    {
        await using var visit = await open.WatchAsync();
        await visit.Page.GotoAsync($"{open.Explorer}labs/implicit");
        await visit.Page.Locator("a[href='labs/implicit/start']").ClickAsync();
        await visit.Page.FillAsync("[name='Input.UserName']", "alice");
        await visit.Page.FillAsync("[name='Input.Password']", "alice-demo-1");
        await visit.Page.Locator("form[data-form=login] button").ClickAsync();
        await AllowAsync(visit.Page);
        await Expect(visit.Page).ToHaveURLAsync(new Regex("#access_token=ey"));
        await Expect(visit.Page.Locator("main")).ToContainTextAsync("What leaked");
        await visit.PictureAsync("lab-implicit");

        await visit.Page.GotoAsync($"{open.Explorer}labs/no-pkce");
        await visit.Page.Locator("a[href='labs/no-pkce/start']").ClickAsync();
        await AllowAsync(visit.Page);
        await Expect(visit.Page.Locator("main")).ToContainTextAsync("What leaked");
        await visit.PictureAsync("lab-no-pkce");

        // Whoever types at once, before the page is live, loses nothing.
        await visit.Page.GotoAsync($"{open.Explorer}labs/password", new() { WaitUntil = WaitUntilState.Commit });
        await visit.Page.FillAsync("[name=UserName]", "bob");
        await visit.Page.FillAsync("[name=Password]", "bob-demo-2");
        await visit.Page.Locator("form[action='labs/password'] button").ClickAsync();
        await Expect(visit.Page.Locator("main")).ToContainTextAsync("This program now knows bob and bob-demo-2");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Read the accounts with it" }).ClickAsync();
        await Expect(visit.Page.Locator("main")).ToContainTextAsync("The API does not ask who holds it");
        await Expect(visit.Page.Locator(".beside")).ToContainTextAsync("Token request: password");
        await visit.PictureAsync("lab-password");
        foreach (var lab in new[] { "implicit", "no-pkce", "password" })
        {
            await visit.Page.GotoAsync($"{open.Explorer}labs/{lab}");
            (await visit.Page.RunAxe()).Violations.Select(violation => violation.Id).ShouldBeEmpty(lab);
        }
    }

    private static async Task AllowAsync(IPage page)
    {
        await page.Locator("input[name=account]").First.CheckAsync();
        await page.Locator("button[name=decision][value=allow]").ClickAsync();
    }
}
