using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace OAuthDemo.EndToEnd.Browser;

/// <summary>One visitor's window: what she does in it, said in her words.</summary>
public sealed class Visit : IAsyncDisposable
{
    private static readonly Dictionary<string, string> _passwords = new()
    {
        ["alice"] = "alice-demo-1",
        ["bob"] = "bob-demo-2",
        ["carol"] = "carol-demo-3",
    };

    private readonly string _who;
    private readonly Uri _aggregator;
    private readonly Uri _bank;
    private bool _isTab;

    /// <summary>Opens the window.</summary>
    public Visit(IPage page, string who, Uri aggregator, Uri bank)
    {
        (Page, _who, _aggregator, _bank) = (page, who, aggregator, bank);
        page.Console += (_, message) => { if (message.Type is "error" or "warning") Complaints.Add(message.Text); };
        page.PageError += (_, error) => Complaints.Add(error);
    }

    /// <summary>What the window shows.</summary>
    public IPage Page { get; }

    /// <summary>What the browser complained about on its console: blocked scripts, failed loads, errors.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>The name of the page that is shown.</summary>
    public Task<string?> NameAsync() => Page.Locator("main[data-page]").GetAttributeAsync("data-page");

    /// <summary>Opens a page of Tidepool Finance and waits until its data is there.</summary>
    public Task AtTidepoolAsync(string path = "/") => OpenAsync(new Uri(_aggregator, path));

    /// <summary>Opens a page of Harbour Bank.</summary>
    public Task AtBankAsync(string path = "/") => OpenAsync(new Uri(_bank, path));

    /// <summary>Presses Connect at Tidepool, which leads to the bank's sign-in page.</summary>
    public async Task BeginToConnectAsync()
    {
        await AtTidepoolAsync();
        await Page.Locator("form[data-form=connect] button").First.ClickAsync();
        await Page.WaitForURLAsync(url => url.StartsWith(_bank.AbsoluteUri, StringComparison.Ordinal));
    }

    /// <summary>Signs in at the bank.</summary>
    public async Task SignInAsync(string? password = null)
    {
        await Page.FillAsync("[name='Input.UserName']", _who);
        await Page.FillAsync("[name='Input.Password']", password ?? _passwords[_who]);
        await Page.Locator("form[data-form=login] button").ClickAsync();
    }

    /// <summary>Picks all accounts but the first, leaves out some scopes, and allows.</summary>
    public async Task AllowAsync(params string[] without)
    {
        foreach (var scope in without)
            await Page.Locator($"input[name=scope][value='{scope}']").UncheckAsync();
        foreach (var account in (await Page.Locator("input[name=account]").AllAsync()).Skip(1))
            await account.CheckAsync();
        await Page.Locator("button[name=decision][value=allow]").ClickAsync();
        await Page.WaitForURLAsync(url => url.StartsWith(_aggregator.AbsoluteUri, StringComparison.Ordinal));
        await SettledAsync();
    }

    /// <summary>Picks the first account and agrees to the payment that the bank shows.</summary>
    public async Task AgreeToPayAsync()
    {
        await Page.Locator("input[name=account]").First.CheckAsync();
        await Page.Locator("button[name=decision][value=allow]").ClickAsync();
        await Page.WaitForURLAsync(url => url.StartsWith(_aggregator.AbsoluteUri, StringComparison.Ordinal));
        await SettledAsync();
    }

    /// <summary>One more tab of the same browser. Closing it leaves this one open.</summary>
    public async Task<Visit> AnotherTabAsync() => Beside(await Page.Context.NewPageAsync());

    /// <summary>A window that was opened from this one.</summary>
    public Visit Beside(IPage page) => new(page, _who, _aggregator, _bank) { _isTab = true };

    /// <summary>Ends whatever she has agreed to, at the bank.</summary>
    public async Task EndEverythingAsync()
    {
        await AtBankAsync("/me/consents");
        await SignInAsync();
        while (await Page.Locator("form[data-form=end-consent]").CountAsync() > 0)
            await Page.Locator("form[data-form=end-consent] button").First.ClickAsync();
    }

    /// <summary>Connects, from the first page to the overview.</summary>
    public async Task ConnectAsync()
    {
        await BeginToConnectAsync();
        await SignInAsync();
        await AllowAsync();
    }

    /// <summary>Keeps a picture of the whole page under artifacts/screenshots.</summary>
    public async Task PictureAsync(string name, [CallerFilePath] string here = "")
    {
        var folder = Path.GetFullPath("../../../artifacts/screenshots", Path.GetDirectoryName(here)!);
        await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await (_isTab ? Page.CloseAsync() : Page.Context.CloseAsync());

    private async Task OpenAsync(Uri address)
    {
        await Page.GotoAsync(address.AbsoluteUri);
        await SettledAsync();
    }

    // Nothing is loading any more, and no part of the page says that it still is.
    private async Task SettledAsync()
    {
        await Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await Assertions.Expect(Page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
    }
}
