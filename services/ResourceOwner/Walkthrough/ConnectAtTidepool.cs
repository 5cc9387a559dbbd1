using OAuthDemo.ResourceOwner.Browsing;
using OAuthDemo.ResourceOwner.Exchanges;
using static OAuthDemo.ResourceOwner.Walkthrough.StepFailedException;

namespace OAuthDemo.ResourceOwner.Walkthrough;

/// <summary>A confidential client: what the person sees in her browser. The back channel stays between Tidepool and the bank.</summary>
internal sealed class ConnectAtTidepool(Story story)
{
    private readonly Person _alice = story.Person(DemoPerson.Alice);
    private bool _decided;

    private Browser Browser => _alice.Browser;

    public async Task PlayAsync()
    {
        using var browser = Browser;
        await story.StepAsync("Tidepool sends her to the bank with a reference to what it pushed there, and nothing to tamper with", "RFC 9126 §4", ConnectAsync);
        await story.StepAsync("She signs in at the bank, and nowhere else", "RFC 6749 §3.1", SignInAsync);
        await story.StepAsync("She allows two accounts, and comes back with a code, a state and the issuer", "RFC 6749 §4.1.2, RFC 9207 §2", AllowAsync);
        await story.StepAsync("Tidepool shows the accounts that she picked, and no others", "RFC 6749 §1.2", SeeMoneyAsync);
        if (_decided)
            await story.StepAsync("She ends it under Connected apps", "RFC 6819 §5.2.2.4", EndAsync);
    }

    private async Task ConnectAsync()
    {
        var start = await Browser.GoAsync(story.Addresses.AtAggregator("/"));
        await Browser.SubmitAsync(start.Form("connect"));
        var request = Sent("authorization request");
        Unless(request.Parameters.Select(parameter => parameter.Name).Order().SequenceEqual(["client_id", "request_uri"]), "The browser carries more than it has to.");
    }

    private async Task SignInAsync()
    {
        Unless(Addresses.SameOrigin(Browser.Page.Url, story.Addresses.Issuer), $"The sign-in page is at {Browser.Page.Url.Host}.");
        await _alice.SignInAsync();
        _decided = Browser.Page.Has("consent");
        if (_decided)
            Unless(Browser.Page.Text.Contains("Tidepool Finance wants to see", StringComparison.Ordinal), "The consent page does not say who asks.");
        else
            story.Narrator.Note("She has agreed to this before, and the bank remembers it: no consent page.");
    }

    private async Task AllowAsync()
    {
        if (_decided)
            await _alice.AllowAsync(accounts: [DemoPerson.Alice.Account, DemoPerson.Alice.OtherAccount], days: 90);
        var response = Sent("authorization response");
        Unless(Value(response, "code") is not null, "There is no code.");
        Unless(Value(response, "state") is { Length: >= 16 }, "There is no state that only Tidepool knows.");
        Unless(Value(response, "iss") == story.Addresses.Issuer.AbsoluteUri, "iss is not the bank.");
    }

    private async Task SeeMoneyAsync()
    {
        var page = await Browser.GoAsync(story.Addresses.AtAggregator("/"));
        Unless(page.Status == 200 && page.Text.Contains(DemoPerson.Alice.Account, StringComparison.Ordinal), "Tidepool does not show the account that she picked.");
        if (_decided)
            Unless(!page.Text.Contains("Our household", StringComparison.Ordinal), "Tidepool shows an account that she did not pick.");
    }

    private async Task EndAsync()
    {
        var page = await _alice.EndConsentAsync("Tidepool Finance");
        Unless(page.Text.Contains("Tidepool Finance sees nothing of yours any more", StringComparison.Ordinal), "The bank does not confirm the end.");
    }

    private Exchange Sent(string what) => story.Log.Exchanges.LastOrDefault(exchange => exchange.What == what)
        ?? throw new StepFailedException($"There was no {what}.");

    private static string? Value(Exchange exchange, string name) => exchange.Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Value;
}
