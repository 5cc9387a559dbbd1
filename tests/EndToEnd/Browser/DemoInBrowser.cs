using Microsoft.Playwright;

namespace OAuthDemo.EndToEnd.Browser;

/// <summary>The running system, and a real Chromium to look at it with. Started once for all tests that need a browser.</summary>
public sealed class DemoInBrowser : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    private readonly AppHostProcess _system = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Tidepool Finance.</summary>
    public Uri Aggregator => _system.Aggregator;

    /// <summary>Harbour Bank.</summary>
    public Uri Bank => _system.Bank;

    /// <summary>Everything that the services have logged.</summary>
    public string Logs => _system.Output;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium)) return;

        await _system.InitializeAsync();
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

    /// <summary>A visitor whom nobody knows yet. Skips the test where there is no browser.</summary>
    public async Task<Visit> VisitAsync(ColorScheme scheme = ColorScheme.Light, int width = 1280)
    {
        Assert.SkipWhen(_browser is null, $"There is no browser at {Chromium}.");
        var context = await _browser.NewContextAsync(new()
        {
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = width < 500 ? 780 : 900 },
        });
        return new Visit(await context.NewPageAsync(), Aggregator, Bank);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_browser is null) return;

        await _browser.DisposeAsync();
        _playwright!.Dispose();
        await _system.DisposeAsync();
    }
}

/// <summary>Shares one system and one browser among the classes that name it.</summary>
[CollectionDefinition(nameof(DemoInBrowser))]
public sealed class DemoInBrowserCollection : ICollectionFixture<DemoInBrowser>;
