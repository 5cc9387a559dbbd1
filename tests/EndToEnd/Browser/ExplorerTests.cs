using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace OAuthDemo.EndToEnd.Browser;

/// <summary>Somebody connects a bank in one window, somebody else watches in another.</summary>
[Collection(nameof(DemoInBrowser))]
public sealed class ExplorerTests(DemoInBrowser demo)
{
    [Fact]
    public async Task The_diagram_grows_while_a_person_connects_her_bank()
    {
        await using var watcher = await WatchingAsync();
        await using var visit = await demo.VisitAsync("alice");

        await visit.BeginToConnectAsync();
        await ShowsAsync(watcher, "Start at the client");
        await ShowsAsync(watcher, "Authorization request");
        var begun = await ArrowsAsync(watcher).CountAsync();
        await watcher.PictureAsync("explorer-begun");
        await visit.SignInAsync();
        await ShowsAsync(watcher, "Consent page");
        (await ArrowsAsync(watcher).CountAsync()).ShouldBeGreaterThan(begun, "without a reload");
        await visit.AllowAsync();
        await ShowsAsync(watcher, "access token + refresh token");
        await ShowsAsync(watcher, "API call");

        var told = await ArrowsAsync(watcher).EvaluateAllAsync<string[]>("arrows => arrows.map(arrow => arrow.getAttribute('aria-label'))");
        told.Length.ShouldBeGreaterThanOrEqualTo(12);
        InOrder(told,
        [
            "Start at the client", "Authorization request", "Sign-in", "Authorization request", "Consent page", "Consent: my decision",
            "Authorization request", " code →", "Authorization response", "Token request", "access token", "API call",
        ]);
        await watcher.PictureAsync("explorer-connected");
        watcher.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_step_opens_with_its_message_its_parameters_and_the_decoded_token()
    {
        await using var watcher = await ConnectedAsync("bob");

        await ArrowsAsync(watcher).Filter(new() { HasText = "Token request" }).First.ClickAsync();

        var step = watcher.Page.Locator(".opened");
        await Expect(step).ToContainTextAsync("code_verifier");
        await Expect(step).ToContainTextAsync("Without it:");
        await Expect(step).ToContainTextAsync("access_token, decoded");
        await Expect(step).ToContainTextAsync("urn:harbour-bank:api");
        await Expect(step.Locator("a[href^='https://www.rfc-editor.org/rfc/rfc7636']").First).ToBeVisibleAsync();
        await Expect(step).ToContainTextAsync("curl -i");
        await watcher.PictureAsync("explorer-step");
        watcher.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_if_really_sends_the_request_and_shows_the_refusal()
    {
        await using var watcher = await ConnectedAsync("carol");
        await ArrowsAsync(watcher).Filter(new() { HasText = "API call" }).First.ClickAsync();

        await watcher.Page.GetByRole(AriaRole.Button, new() { Name = "… with these claims and a signature of one's own" }).ClickAsync();

        await Expect(watcher.Page.Locator(".opened .refusal")).ToContainTextAsync("invalid_token");
        await Expect(watcher.Page.Locator("a.arrow.refused").Last).ToBeVisibleAsync();
        await watcher.PictureAsync("explorer-what-if");
    }

    [Fact]
    public async Task A_diagram_can_be_walked_through_with_the_keyboard_and_read_as_a_table()
    {
        await using var watcher = await ConnectedAsync("bob");

        await ArrowsAsync(watcher).First.FocusAsync();
        await watcher.Page.Keyboard.PressAsync("Enter");
        await Expect(watcher.Page.Locator(".opened h2")).ToContainTextAsync("1. ");
        await ArrowsAsync(watcher).First.FocusAsync();
        await watcher.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(watcher.Page.Locator(".opened h2")).ToContainTextAsync("2. ");

        var arrows = await ArrowsAsync(watcher).CountAsync();
        await watcher.Page.GetByRole(AriaRole.Button, new() { Name = "Table" }).ClickAsync();
        await Expect(watcher.Page.Locator("table.steps tbody tr")).ToHaveCountAsync(arrows);
    }

    [Fact]
    public async Task A_picture_is_painted_as_PNG()
    {
        await using var watcher = await ConnectedAsync("bob");
        await watcher.Page.Locator("details.menu summary").ClickAsync();

        var download = await watcher.Page.RunAndWaitForDownloadAsync(() => watcher.Page.Locator("[data-png]").ClickAsync());

        await using var picture = await download.CreateReadStreamAsync();
        var head = new byte[8];
        await picture.ReadExactlyAsync(head, TestContext.Current.CancellationToken);
        head.ShouldBe(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A });
        watcher.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 1440)]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task Every_page_of_the_explorer_can_be_used_by_everybody(ColorScheme scheme, int width)
    {
        await (await ConnectedAsync("carol")).DisposeAsync();
        await using var watcher = await demo.WatchAsync(scheme, width);
        var problems = new List<string>();
        await watcher.Page.GotoAsync(new Uri(demo.Explorer, "/").AbsoluteUri);
        var flow = await watcher.Page.Locator("ul.flows a[href^='flows/']").First.GetAttributeAsync("href");
        await watcher.Page.GotoAsync(new Uri(demo.Explorer, flow).AbsoluteUri);
        var step = await watcher.Page.Locator("a.arrow").Filter(new() { HasText = "Token" }).First.GetAttributeAsync("href");

        foreach (var (name, path) in new[] { ("flows", "/"), ("flow", flow), ("step", step), ("lessons", "/lessons"), ("lesson", "/lessons/pkce"), ("system", "/system"), ("nowhere", "/nowhere") })
        {
            await watcher.Page.GotoAsync(new Uri(demo.Explorer, path).AbsoluteUri);
            await watcher.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await watcher.PictureAsync($"explorer-{name}-{scheme}-{width}".ToLowerInvariant());
            foreach (var violation in (await watcher.Page.RunAxe()).Violations)
                problems.Add($"{name}: {violation.Id}: {violation.Help} {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}");
            var tooWide = await watcher.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (tooWide > 0) problems.Add($"{name}: {tooWide} px wider than the window");
        }

        problems.ShouldBeEmpty();
    }

    private static ILocator ArrowsAsync(Visit watcher) => watcher.Page.Locator("a.arrow");

    private static Task ShowsAsync(Visit watcher, string words) =>
        Expect(watcher.Page.Locator("svg.sequence")).ToContainTextAsync(words, new() { Timeout = 5_000 });

    private static void InOrder(string[] told, string[] expected)
    {
        var at = -1;
        foreach (var words in expected)
        {
            at = Array.FindIndex(told, at + 1, sentence => sentence.Contains(words, StringComparison.Ordinal));
            at.ShouldBeGreaterThanOrEqualTo(0, $"'{words}' should come next in:\n{string.Join('\n', told)}");
        }
    }

    // The window is open and listens before anything happens.
    private async Task<Visit> WatchingAsync()
    {
        var watcher = await demo.WatchAsync();
        await watcher.Page.GotoAsync(demo.Explorer.AbsoluteUri);
        await watcher.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        return watcher;
    }

    private async Task<Visit> ConnectedAsync(string who)
    {
        var watcher = await WatchingAsync();
        await using var visit = await demo.VisitAsync(who);
        await visit.ConnectAsync();
        await ShowsAsync(watcher, "access token + refresh token");
        await ShowsAsync(watcher, "API call");
        return watcher;
    }
}
