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

        var earlier = await FirstArrowAsync(watcher);
        await visit.BeginToConnectAsync();
        if (earlier is not null)
            await Expect(ArrowsAsync(watcher).First).Not.ToHaveAttributeAsync("href", earlier);
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
        await using var watcher = await AtFlowAsync();

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
        await using var watcher = await AtFlowAsync();
        await ArrowsAsync(watcher).Filter(new() { HasText = "API call" }).First.ClickAsync();

        await watcher.Page.GetByRole(AriaRole.Button, new() { Name = "… with these claims and a signature of one's own" }).ClickAsync();

        await Expect(watcher.Page.Locator(".opened .refusal")).ToContainTextAsync("invalid_token");
        await Expect(watcher.Page.Locator(".opened .refusal")).ToBeInViewportAsync();
        await Expect(watcher.Page.Locator("a.arrow.refused[aria-current=step]")).ToBeInViewportAsync();
        await watcher.PictureAsync("explorer-what-if");
    }

    [Fact]
    public async Task A_code_to_which_a_person_really_agreed_is_stolen_before_her_eyes()
    {
        await using var watcher = await AtFlowAsync();
        await ArrowsAsync(watcher).Filter(new() { HasText = "Token request: authorization code" }).First.ClickAsync();
        await using var person = watcher.Beside(
            await watcher.Page.RunAndWaitForPopupAsync(() => watcher.Page.GetByRole(AriaRole.Link, new() { Name = "… with a wrong verifier" }).ClickAsync()));

        await person.Page.FillAsync("[name='Input.UserName']", "carol");
        await person.Page.FillAsync("[name='Input.Password']", "carol-demo-3");
        await person.Page.Locator("form[data-form=login] button").ClickAsync();
        await person.Page.Locator("input[name=account]").First.CheckAsync();
        await person.Page.Locator("button[name=decision][value=allow]").ClickAsync();

        await Expect(person.Page.Locator(".opened .refusal")).ToContainTextAsync("invalid_grant");
        await Expect(person.Page.Locator("svg.sequence")).ToContainTextAsync("Consent: my decision");
        await person.PictureAsync("explorer-wrong-verifier");
    }

    [Fact]
    public async Task On_a_phone_the_newest_flow_is_followed_on_a_page_of_its_own()
    {
        var flow = await demo.ConnectedFlowAsync(); // whole: one that still grows may be joined to another under the finger
        await using var phone = await demo.WatchAsync(ColorScheme.Dark, width: 360);
        await phone.Page.GotoAsync(demo.Explorer.AbsoluteUri);
        await Expect(phone.Page.Locator("svg.sequence")).ToBeHiddenAsync();

        await phone.Page.Locator($"ul.flows a[href$='{flow.Segments[^1]}']").First.ClickAsync();
        await Expect(phone.Page.Locator("svg.sequence")).ToBeVisibleAsync();
        await Expect(phone.Page.Locator(".list")).ToBeHiddenAsync();
        await ArrowsAsync(phone).First.ClickAsync();
        await Expect(phone.Page.Locator(".opened h2")).ToBeVisibleAsync();
        await Expect(phone.Page.Locator("svg.sequence")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_diagram_can_be_walked_through_with_the_keyboard_and_read_as_a_table()
    {
        await using var watcher = await AtFlowAsync();

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
        await using var watcher = await AtFlowAsync();
        await watcher.Page.Locator("details.menu summary").ClickAsync();

        var download = await watcher.Page.RunAndWaitForDownloadAsync(() => watcher.Page.Locator("[data-png]").ClickAsync());

        var picture = await File.ReadAllBytesAsync((await download.PathAsync())!, TestContext.Current.CancellationToken);
        await using var viewer = await demo.WatchAsync();
        await viewer.Page.GotoAsync("about:blank");
        var width = await viewer.Page.EvaluateAsync<int>(
            "async data => { const image = new Image(); image.src = 'data:image/png;base64,' + data; await image.decode(); return image.naturalWidth; }", Convert.ToBase64String(picture));
        width.ShouldBe(2200, "twice the size of the drawing, for a projector");
        watcher.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_system_page_says_of_every_service_where_it_is_which_version_and_how_it_is()
    {
        await using var watcher = await demo.WatchAsync();

        await watcher.Page.GotoAsync(new Uri(demo.Explorer, "/system").AbsoluteUri);

        var services = watcher.Page.Locator("ul.services > li");
        await Expect(services.Locator("h2")).ToHaveTextAsync(["authorization-server", "bank-api", "finance-aggregator", "flow-explorer", "gateway", "statement-worker"]);
        foreach (var service in await services.AllAsync()) await Expect(service).ToContainTextAsync("1 instance, version 1.0.0");
        await Expect(services.Filter(new() { HasText = "✓ healthy" })).ToHaveCountAsync(5);
        await Expect(services.Filter(new() { HasText = "Listens nowhere" })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Every_page_can_be_used_by_everybody()
    {
        var flow = (await demo.ConnectedFlowAsync()).AbsolutePath;
        await using var watcher = await demo.WatchAsync();
        await watcher.Page.GotoAsync(new Uri(demo.Explorer, flow).AbsoluteUri);
        var step = await ArrowsAsync(watcher).Filter(new() { HasText = "Token" }).First.GetAttributeAsync("href");
        (string Name, string Path)[] pages =
        [
            ("flows", "/"), ("flow", flow), ("step", $"/{step}"), ("lessons", "/lessons"), ("lesson", "/lessons/pkce"), ("device-lesson", "/lessons/device"),
            ("labs", "/labs"), ("lab", "/labs/implicit"), ("password-lab", "/labs/password"), ("system", "/system"), ("nowhere", "/nowhere"),
        ];

        var problems = new List<string>();
        foreach (var (name, path) in pages)
        {
            await watcher.Page.GotoAsync(new Uri(demo.Explorer, path).AbsoluteUri);
            await watcher.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            // Colours depend on the scheme and the layout on the width, so two looks tell all.
            foreach (var (scheme, width, height) in new[] { (ColorScheme.Light, 1440, 900), (ColorScheme.Dark, 360, 780) })
            {
                await watcher.Page.SetViewportSizeAsync(width, height);
                await watcher.Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
                problems.AddRange(await ProblemsAsync(watcher, $"{name}-{scheme}-{width}".ToLowerInvariant()));
            }

            if (name != "flow") continue;
            await watcher.Page.GetByRole(AriaRole.Button, new() { Name = "Table" }).ClickAsync();
            await watcher.Page.Locator("details.menu summary").ClickAsync();
            await Expect(watcher.Page.Locator("table.steps")).ToBeVisibleAsync();
            problems.AddRange(await ProblemsAsync(watcher, "flow-as-a-table"));
        }

        problems.ShouldBeEmpty();
    }

    private static async Task<IReadOnlyList<string>> ProblemsAsync(Visit watcher, string look)
    {
        await watcher.PictureAsync($"explorer-{look}");
        var tooWide = await watcher.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        return
        [
            .. (await watcher.Page.RunAxe()).Violations.Select(violation => $"{look}: {violation.Id}: {violation.Help} {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}"),
            .. tooWide > 0 ? [$"{look}: {tooWide} px wider than the window"] : Array.Empty<string>(),
        ];
    }

    // Of the flow of an earlier visit, which is drawn until the new one begins.
    private static async Task<string?> FirstArrowAsync(Visit watcher) =>
        await ArrowsAsync(watcher).CountAsync() > 0 ? await ArrowsAsync(watcher).First.GetAttributeAsync("href") : null;

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

    private async Task<Visit> AtFlowAsync()
    {
        var flow = await demo.ConnectedFlowAsync();
        var watcher = await demo.WatchAsync();
        await watcher.Page.GotoAsync(flow.AbsoluteUri);
        await watcher.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        return watcher;
    }
}
