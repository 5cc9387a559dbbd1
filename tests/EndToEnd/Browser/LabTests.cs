using static Microsoft.Playwright.Assertions;

namespace OAuthDemo.EndToEnd.Browser;

/// <summary>The legacy lab is closed by default (RFC 9700 §2.1, §2.4).</summary>
[Collection(nameof(DemoInBrowser))]
public sealed class LabTests(DemoInBrowser closed)
{
    [Theory]
    [InlineData("implicit")]
    [InlineData("password")]
    [InlineData("no-pkce")]
    public async Task Where_it_is_closed_the_page_says_so_and_offers_nothing(string lab)
    {
        await using var visit = await closed.WatchAsync();

        await visit.Page.GotoAsync($"{closed.Explorer}labs/{lab}");

        await Expect(visit.Page.Locator("main")).ToContainTextAsync("Switched off");
        await Expect(visit.Page.Locator("main input")).ToHaveCountAsync(0);
        await Expect(visit.Page.Locator($"a[href='labs/{lab}/start']")).ToHaveCountAsync(0);
    }
}
