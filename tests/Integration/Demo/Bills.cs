using OAuthDemo.ResourceOwner;
using OAuthDemo.ResourceOwner.Browsing;

namespace OAuthDemo.Integration.Demo;

/// <summary>What a person does at the finance aggregator to pay a bill.</summary>
public static class Bills
{
    /// <summary>Fills in the form and sends it; leads to the bank unless something is wrong.</summary>
    public static async Task<Page> SendBillAsync(
        this Person person, string amount = "12.50", string iban = "DE89 3704 0044 0532 0130 00", string creditor = "Lighthouse Books", string reference = "Order 1234")
    {
        var browser = person.Browser;
        var page = await browser.GoAsync(browser.Addresses.AtAggregator("pay"));
        return await browser.SubmitAsync(page.Form("pay").Fill("Form.Creditor", creditor).Fill("Form.Iban", iban)
            .Fill("Form.Amount", amount).Fill("Form.Reference", reference));
    }

    /// <summary>Signs in at the bank if asked, picks the account, and agrees.</summary>
    public static async Task<Page> AgreeToPayAsync(this Person person, string from = "Everyday")
    {
        if (person.Browser.Page.Has("login"))
            await person.SignInAsync();
        return await person.AllowAsync(accounts: [from]);
    }

    /// <summary>What the page of a payment says about it: <c>paid</c>, <c>denied</c>, …</summary>
    public static string? PaymentStatus(this Page page) => page.Document.QuerySelector("main[data-page=payment]")?.GetAttribute("data-status");

    /// <summary>The messages that the page of a payment tells of, by kind.</summary>
    public static IEnumerable<string?> PaymentMessages(this Page page) =>
        page.Document.QuerySelectorAll("[data-message]").Select(message => message.GetAttribute("data-message")).Distinct();
}
