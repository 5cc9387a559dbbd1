using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace OAuthDemo.EndToEnd.Browser;

/// <summary>Every page, in the dark and in the light, on a desk and on a phone: no violation that axe can see, nothing cut off.</summary>
[Collection(nameof(DemoInBrowser))]
public sealed class AccessibilityTests(DemoInBrowser demo)
{
    private readonly List<string> _problems = [];

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task Every_page_can_be_used_by_everybody(ColorScheme scheme, int width)
    {
        await using var visit = await demo.VisitAsync("alice", scheme, width);
        var look = $"{scheme}-{width}".ToLowerInvariant();

        await visit.AtTidepoolAsync();
        await LookAsync(visit, look, "welcome");
        await visit.AtBankAsync();
        await LookAsync(visit, look, "bank");
        await visit.AtBankAsync("/connect/authorize?client_id=nobody");
        await LookAsync(visit, look, "bad-request");
        await visit.BeginToConnectAsync();
        await LookAsync(visit, look, "login");
        await visit.SignInAsync();
        await LookAsync(visit, look, "consent");
        await visit.AllowAsync();
        await LookAsync(visit, look, "connected");

        foreach (var path in new[] { "/", "/transactions", "/connections", "/sign-in", "/pay?bill=books", "/payments", "/tokens", "/spa", "/spa/why", "/nowhere" })
        {
            await visit.AtTidepoolAsync(path);
            await LookAsync(visit, look, path == "/" ? "overview" : path[1..].Split('?')[0].Replace('/', '-'));
        }

        await visit.AtTidepoolAsync("/connections");
        await visit.Page.Locator("a[href*='connections/']").First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator("main[data-page=connection]")).ToBeVisibleAsync();
        await visit.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await LookAsync(visit, look, "connection");

        foreach (var path in new[] { "/me/consents", "/device", "/device?user_code=BCDF-GHJK", "/device/done?allowed=true", "/logout", "/nowhere" })
        {
            await visit.AtBankAsync(path);
            await LookAsync(visit, look, $"bank-{path.Split('/')[^1].Replace('?', '-')}");
        }

        _problems.ShouldBeEmpty();
    }

    private async Task LookAsync(Visit visit, string look, string name)
    {
        await visit.PictureAsync($"{name}-{look}");
        foreach (var violation in (await visit.Page.RunAxe()).Violations)
            _problems.Add($"{name} {look}: {violation.Id}: {violation.Help} {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}");

        var tooWide = await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (tooWide > 0)
            _problems.Add($"{name} {look}: {tooWide} px wider than the window");
    }
}
