using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace OAuthDemo.EndToEnd.Browser;

/// <summary>Every page, in the light on a desk and in the dark on a phone: no violation that axe can see, nothing cut off.</summary>
[Collection(nameof(DemoInBrowser))]
public sealed class AccessibilityTests(DemoInBrowser demo)
{
    private readonly List<string> _problems = [];

    [Fact]
    public async Task Every_page_can_be_used_by_everybody()
    {
        await using var visit = await demo.VisitAsync("alice");

        await visit.AtTidepoolAsync();
        await LookAsync(visit, "welcome");
        await visit.AtBankAsync();
        await LookAsync(visit, "bank");
        await visit.AtBankAsync("/connect/authorize?client_id=nobody");
        await LookAsync(visit, "bad-request");
        await visit.BeginToConnectAsync();
        await LookAsync(visit, "login");
        await visit.SignInAsync();
        await LookAsync(visit, "consent");
        await visit.AllowAsync();
        await LookAsync(visit, "connected");

        foreach (var path in new[] { "/", "/transactions", "/connections", "/sign-in", "/pay?bill=books", "/payments", "/tokens", "/spa", "/spa/why", "/nowhere" })
        {
            await visit.AtTidepoolAsync(path);
            await LookAsync(visit, path == "/" ? "overview" : path[1..].Split('?')[0].Replace('/', '-'));
        }

        await visit.AtTidepoolAsync("/connections");
        await visit.Page.Locator("a[href*='connections/']").First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator("main[data-page=connection]")).ToBeVisibleAsync();
        await visit.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await LookAsync(visit, "connection");

        foreach (var path in new[] { "/me/consents", "/device", "/device?user_code=BCDF-GHJK", "/device/done?allowed=true", "/logout", "/nowhere" })
        {
            await visit.AtBankAsync(path);
            await LookAsync(visit, $"bank-{path.Split('/')[^1].Replace('?', '-')}");
        }

        _problems.ShouldBeEmpty();
    }

    // Colours depend on the scheme and the layout on the width, so two looks tell all.
    private async Task LookAsync(Visit visit, string name)
    {
        await LookAsync(visit, name, ColorScheme.Dark, width: 360, height: 780);
        await LookAsync(visit, name, ColorScheme.Light, width: 1280, height: 900);
    }

    private async Task LookAsync(Visit visit, string name, ColorScheme scheme, int width, int height)
    {
        var look = $"{name}-{scheme}-{width}".ToLowerInvariant();
        await visit.Page.SetViewportSizeAsync(width, height);
        await visit.Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await visit.PictureAsync(look);
        foreach (var violation in (await visit.Page.RunAxe()).Violations)
            _problems.Add($"{look}: {violation.Id}: {violation.Help} {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}");

        var tooWide = await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (tooWide > 0)
            _problems.Add($"{look}: {tooWide} px wider than the window");
    }
}
