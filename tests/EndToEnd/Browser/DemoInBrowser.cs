using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace OAuthDemo.EndToEnd.Browser;

/// <summary>
/// The running system, and a real Chromium to look at it with, if there is one. Started once for all tests of its collection.
/// </summary>
public class DemoInBrowser : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Further arguments of the AppHost.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Tidepool Finance.</summary>
    public Uri Aggregator => Running.Aggregator;

    /// <summary>Harbour Bank.</summary>
    public Uri Bank => Running.Bank;

    /// <summary>The flow explorer.</summary>
    public Uri Explorer => Running.Explorer;

    /// <summary>The running system.</summary>
    public AspireSystem Running { get; private set; } = null!;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        // A sign-in is too old for a payment after twenty seconds, so that a test can wait for it.
        Running = await AspireSystem.StartAsync(Arguments, builder =>
            builder.CreateResourceBuilder<ProjectResource>("bank-api").WithEnvironment("Payments__LoginSeconds", "20"));
        if (!File.Exists(Chromium))
            return;

        SetDefaultExpectTimeout(15_000); // images are made and containers run meanwhile
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            ChromiumSandbox = false,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <summary>A visitor of whom neither side remembers anything. Skips the test where there is no browser.</summary>
    /// <param name="who">Whom she will sign in as: what this person has agreed to before is ended first.</param>
    /// <param name="scheme">Light or dark.</param>
    /// <param name="width">Of the window, in pixels.</param>
    public async Task<Visit> VisitAsync(string who, ColorScheme scheme = ColorScheme.Light, int width = 1280)
    {
        Assert.SkipWhen(_browser is null, $"There is no browser at {Chromium}.");
        await using (var before = await OpenAsync(who, ColorScheme.Light, 1280))
            await before.EndEverythingAsync();
        return await OpenAsync(who, scheme, width);
    }

    /// <summary>A window of somebody who watches in the flow explorer. Skips the test where there is no browser.</summary>
    public Task<Visit> WatchAsync(ColorScheme scheme = ColorScheme.Light, int width = 1440)
    {
        Assert.SkipWhen(_browser is null, $"There is no browser at {Chromium}.");
        return OpenAsync("nobody", scheme, width);
    }

    /// <summary>The address of a flow in which a bank was connected and read, whoever did it; somebody does it now if nobody has.</summary>
    public async Task<Uri> ConnectedFlowAsync()
    {
        using var http = new HttpClient();
        for (var attempt = 0; ; attempt++)
        {
            using var list = JsonDocument.Parse(await http.GetStringAsync(new Uri(Explorer, "api/flows?client=finance-aggregator&most=1000")));
            foreach (var flow in list.RootElement.GetProperty("flows").EnumerateArray())
            {
                var address = flow.GetProperty("id").GetString();
                var told = await http.GetStringAsync(new Uri(Explorer, $"api/flows/{address}"));
                if (told.Contains("\"authorization_start\"", StringComparison.Ordinal) && told.Contains("\"token_request\"", StringComparison.Ordinal) && told.Contains("/balances", StringComparison.Ordinal))
                    return new Uri(Explorer, $"flows/{address}");
            }

            if (attempt % 20 == 0)
            {
                await using var visit = await VisitAsync("bob");
                await visit.ConnectAsync();
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100));
            if (attempt > 60) throw new InvalidOperationException("The explorer shows no flow in which a bank was connected.");
        }
    }

    private async Task<Visit> OpenAsync(string who, ColorScheme scheme, int width)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = width < 500 ? 780 : 900 },
        });
        return new Visit(await context.NewPageAsync(), who, Aggregator, Bank);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (Running is not null)
            await Running.DisposeAsync();
    }
}

/// <summary>Shares one system and one browser among the classes that name it.</summary>
[CollectionDefinition(nameof(DemoInBrowser))]
public sealed class DemoInBrowserCollection : ICollectionFixture<DemoInBrowser>;

/// <summary>The same with the legacy lab and the testing API, for tests that restart its services or move its clock.</summary>
public sealed class ChangingDemo : DemoInBrowser
{
    /// <summary>Prepares the start.</summary>
    public ChangingDemo() => Arguments = ["--legacy", "--testing"];
}

/// <summary>Shares it among the classes that name it.</summary>
[CollectionDefinition(nameof(ChangingDemo))]
public sealed class ChangingDemoCollection : ICollectionFixture<ChangingDemo>;
