using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace OAuthDemo.EndToEnd.Browser;

/// <summary>Each lesson begins with a press of a button, and what then happens is drawn beside its text.</summary>
[Collection(nameof(DemoInBrowser))]
public sealed class LessonTests(DemoInBrowser demo)
{
    [Fact]
    public async Task Every_lesson_starts_the_real_flow_and_draws_it()
    {
        await using var visit = await demo.VisitAsync("alice");
        var page = visit.Page;
        await page.GotoAsync(new Uri(demo.Explorer, "lessons").AbsoluteUri);
        var lessons = await page.Locator("ol.lessons a").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href').split('/').pop())");
        lessons.Length.ShouldBe(_begin.Count, "each lesson is tried here");

        foreach (var lesson in lessons)
        {
            await page.GotoAsync(new Uri(demo.Explorer, $"lessons/{lesson}").AbsoluteUri);
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await _begin[lesson](visit);
            if (lesson is "implicit" or "password" or "no-pkce") continue; // switched off, as everywhere
            await Expect(page.Locator(".beside svg.sequence")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        }

        visit.Complaints.ShouldBeEmpty();
    }

    private static readonly Dictionary<string, Func<Visit, Task>> _begin = new()
    {
        ["abstract-flow"] = async visit =>
        {
            await using var client = await OpenedAsync(visit);
            await client.Page.Locator("form[data-form=connect] button").First.ClickAsync();
            await client.SignInAsync();
            await client.AllowAsync();
            await Expect(visit.Page.Locator(".beside")).ToContainTextAsync("Token request: authorization code");
        },
        ["authorization-code"] = visit => OpensAsync(visit, "overview"),
        ["pkce"] = visit => OpensAsync(visit, "overview"),
        ["par"] = async visit =>
        {
            await OpensAsync(visit, "overview");
            await Expect(visit.Page.Locator(".beside")).ToContainTextAsync("Pushed authorization request");
        },
        ["consent"] = visit => OpensAsync(visit, "overview"),
        ["refresh"] = async visit =>
        {
            await using var client = await OpenedAsync(visit);
            await client.Page.Locator("a[href*='connections/']").First.ClickAsync();
            await client.Page.Locator("form[data-form=refresh] button").ClickAsync();
            await Expect(visit.Page.Locator(".beside")).ToContainTextAsync("Token request: refresh token");
        },
        ["client-credentials"] = async visit =>
        {
            await visit.Page.Locator("button.start").ClickAsync();
            await Expect(visit.Page.Locator(".outcome")).ToContainTextAsync("which statements are due");
            await Expect(visit.Page.Locator(".beside")).ToContainTextAsync("Token request: client credentials");
        },
        ["token-exchange"] = async visit =>
        {
            await visit.Page.Locator("button.start").ClickAsync();
            await Expect(visit.Page.Locator(".outcome")).ToContainTextAsync("is written, with a token that opens nothing else");
            await Expect(visit.Page.Locator(".beside")).ToContainTextAsync("Token request: token exchange");
        },
        ["device"] = async visit =>
        {
            await visit.Page.Locator("button.start").ClickAsync();
            await Expect(visit.Page.Locator(".user-code")).ToBeVisibleAsync();
            var phone = await visit.Page.RunAndWaitForPopupAsync(() => visit.Page.Locator(".screen a").ClickAsync());
            await phone.Locator("form[data-form=device] button").First.ClickAsync();
            await phone.Locator("input[name=account]").First.CheckAsync();
            await phone.Locator("button[name=decision][value=allow]").ClickAsync();
            await Expect(visit.Page.Locator(".screen")).ToContainTextAsync("has given its access back", new() { Timeout = 20_000 });
            await Expect(visit.Page.Locator(".beside")).ToContainTextAsync("Token request: device code");
            await phone.CloseAsync();
        },
        ["payment"] = async visit =>
        {
            await using var client = await OpenedAsync(visit);
            await client.Page.Locator("a[href='/pay']").First.ClickAsync();
            await client.Page.Locator("a[href*='pay?bill=']").First.ClickAsync();
            await Expect(client.Page.Locator("#Iban")).Not.ToHaveValueAsync("");
            await client.Page.Locator("form[data-form=pay] button").First.ClickAsync();
            await Expect(visit.Page.Locator(".beside")).ToContainTextAsync("Pushed authorization request");
        },
        ["authentication"] = async visit =>
        {
            await using var client = await OpenedAsync(visit);
            await client.Page.Locator("form[data-form=sign-in] button").ClickAsync();
            await Expect(visit.Page.Locator(".beside")).ToContainTextAsync("Authorization request");
        },
        ["jwt-validation"] = async visit =>
        {
            await using var client = await OpenedAsync(visit);
            client.Page.Url.ShouldContain("/api/docs");
        },
        ["revocation"] = visit => OpensAsync(visit, "consents"),
        ["implicit"] = SwitchedOffAsync,
        ["password"] = SwitchedOffAsync,
        ["no-pkce"] = SwitchedOffAsync,
    };

    private static async Task<Visit> OpenedAsync(Visit visit) =>
        visit.Beside(await visit.Page.RunAndWaitForPopupAsync(() => visit.Page.Locator("a.start").ClickAsync()));

    private static async Task OpensAsync(Visit visit, string name)
    {
        await using var client = await OpenedAsync(visit);
        await Expect(client.Page.Locator($"main[data-page={name}]")).ToBeVisibleAsync();
    }

    private static async Task SwitchedOffAsync(Visit visit)
    {
        await visit.Page.Locator("a.start").ClickAsync();
        await Expect(visit.Page.Locator("main")).ToContainTextAsync("Switched off");
    }
}
