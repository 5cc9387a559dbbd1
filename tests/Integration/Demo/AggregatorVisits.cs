using OAuthDemo.ResourceOwner;
using OAuthDemo.ResourceOwner.Browsing;

namespace OAuthDemo.Integration.Demo;

/// <summary>What a person does at the finance aggregator.</summary>
public static class AggregatorVisits
{
    /// <summary>Presses "Connect" there and follows to wherever the bank asks first.</summary>
    public static async Task<Page> StartConnectingAsync(this Person person)
    {
        var browser = person.Browser;
        var page = await browser.GoAsync(browser.Addresses.AtAggregator("connections"));
        return await browser.SubmitAsync(page.Form("connect"));
    }

    /// <summary>Connects the bank and returns the overview to which she comes back.</summary>
    public static async Task<Page> ConnectBankAsync(
        this Person person, IEnumerable<string>? scopes = null, IEnumerable<string>? accounts = null, int? days = null)
    {
        var page = await person.StartConnectingAsync();
        if (page.Has("login"))
            page = await person.SignInAsync();
        if (page.Has("consent"))
            page = await person.AllowAsync(scopes, accounts, days);
        page.Url.Authority.ShouldBe(person.Browser.Addresses.FinanceAggregator!.Authority, page.Text);
        page.Status.ShouldBe(200, page.Text);
        return page;
    }

    /// <summary>Opens the page of her one connection.</summary>
    public static async Task<Page> OpenConnectionAsync(this Person person)
    {
        var list = await person.Browser.GoAsync(person.Browser.Addresses.AtAggregator("connections"));
        var link = list.Document.QuerySelector("a[href^='/connections/']") ?? throw list.Unexpected("a connection");
        return await person.Browser.GoAsync(new(list.Url, link.GetAttribute("href")));
    }

    /// <summary>Presses a button of the connection's page, named by its form.</summary>
    public static async Task<Page> AtConnectionAsync(this Person person, string form)
    {
        var page = await person.OpenConnectionAsync();
        return await person.Browser.SubmitAsync(page.Form(form));
    }
}
