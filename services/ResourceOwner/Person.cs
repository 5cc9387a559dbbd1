using OAuthDemo.ResourceOwner.Browsing;

namespace OAuthDemo.ResourceOwner;

/// <summary>A customer of the bank at her browser: does what a person can do on the bank's pages, and nothing else.</summary>
/// <param name="browser">Her browser. The methods act on the page that it shows.</param>
/// <param name="userName">Her name at the bank's sign-in page.</param>
/// <param name="password">Her password there.</param>
public sealed class Person(Browser browser, string userName, string password)
{
    /// <summary>Her browser.</summary>
    public Browser Browser => browser;

    /// <summary>Her name at the bank.</summary>
    public string UserName => userName;

    /// <summary>Signs in on the sign-in page that the browser shows.</summary>
    /// <returns>The page that follows: the one she came for, or the sign-in page again when the bank refused her.</returns>
    public Task<Page> SignInAsync() =>
        browser.SubmitAsync(
            browser.Page.Form("login").Fill("Input.UserName", userName).Fill("Input.Password", password));

    /// <summary>Allows on the consent page that the browser shows.</summary>
    /// <param name="scopes">Which of the optional scopes to leave ticked, by name; all that are offered ticked when absent.</param>
    /// <param name="accounts">Which accounts to pick, by id or by words on their card; all when absent.</param>
    /// <param name="days">For how long: 1, 30, 90 or 365; what is chosen already when absent.</param>
    public Task<Page> AllowAsync(
        IEnumerable<string>? scopes = null, IEnumerable<string>? accounts = null, int? days = null)
    {
        var form = browser.Page.Form("consent");
        if (scopes is not null)
            form.Choose("scope", scopes);
        form.Choose("account", accounts ?? form.Choices("account").Select(account => account.Value));
        if (days is { } period)
            form.Choose("days", $"{period}");
        return browser.SubmitAsync(form, "decision", "allow");
    }

    /// <summary>Denies on the consent page that the browser shows.</summary>
    public Task<Page> DenyAsync() =>
        browser.SubmitAsync(browser.Page.Form("consent"), "decision", "deny");

    /// <summary>Opens an address, signs in and allows wherever she is asked.</summary>
    /// <returns>Where that led.</returns>
    public async Task<Page> ConnectAsync(
        Uri address, IEnumerable<string>? scopes = null, IEnumerable<string>? accounts = null, int? days = null)
    {
        var page = await browser.GoAsync(address);
        if (page.Has("login"))
            page = await SignInAsync();
        return page.Has("consent") ? await AllowAsync(scopes, accounts, days) : page;
    }

    /// <summary>Opens the bank's page for devices, signs in if asked, types the code that a device shows, and says that it is hers (RFC 8628 §3.3).</summary>
    /// <returns>The consent page; or the page for devices again, when the bank does not take the code.</returns>
    public async Task<Page> TypeDeviceCodeAsync(string userCode)
    {
        var page = await browser.GoAsync(browser.Addresses.AtBank("device"));
        if (page.Has("login"))
            page = await SignInAsync();
        page = await browser.SubmitAsync(page.Form("device").Fill("user_code", userCode));
        return page.Form("device").Method == HttpMethod.Post ? await browser.SubmitAsync(page.Form("device")) : page;
    }

    /// <summary>Opens Connected apps, signing in if asked.</summary>
    public async Task<Page> OpenConnectedAppsAsync()
    {
        var page = await browser.GoAsync(browser.Addresses.AtBank("me/consents"));
        return page.Has("login") ? await SignInAsync() : page;
    }

    /// <summary>Ends a consent under Connected apps, signing in if asked.</summary>
    /// <param name="consent">The consent's id, or words of its card such as the client's name; the newest one that fits.</param>
    public async Task<Page> EndConsentAsync(string consent)
    {
        var page = await OpenConnectedAppsAsync();
        var form = page.Forms("end-consent").FirstOrDefault(form =>
                form.Action.AbsolutePath.Contains(consent, StringComparison.Ordinal) || form.Card.Contains(consent, StringComparison.OrdinalIgnoreCase))
            ?? throw page.Unexpected($"a consent of '{consent}' to end");
        return await browser.SubmitAsync(form);
    }

    /// <summary>Signs out at the bank.</summary>
    public async Task<Page> SignOutAsync()
    {
        var page = await browser.GoAsync(browser.Addresses.AtBank("logout"));
        return await browser.SubmitAsync(page.Form("logout"));
    }
}
