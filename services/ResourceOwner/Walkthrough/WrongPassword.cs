using static OAuthDemo.ResourceOwner.Walkthrough.StepFailedException;

namespace OAuthDemo.ResourceOwner.Walkthrough;

internal sealed class WrongPassword(Story story)
{
    private readonly Person _bob = story.Person(DemoPerson.Bob);
    private readonly NativeClient _client = story.Client();

    public async Task PlayAsync()
    {
        using var browser = _bob.Browser;
        using var client = _client;
        await story.StepAsync("With a wrong password he stays at the sign-in page, and nobody is sent anything", "RFC 6749 §3.1", RefuseAsync);
        await story.StepAsync("With the right one he goes on where he was", "RFC 6749 §3.1", GoOnAsync);
    }

    private async Task RefuseAsync()
    {
        await _bob.Browser.GoAsync(_client.AuthorizationRequest("openid accounts:read"));
        await new Person(_bob.Browser, _bob.UserName, "not-his-password").SignInAsync();
        var page = _bob.Browser.Page;
        Unless(page.Name == "login" && page.Has("login"), "The bank went on.");
        Unless(page.Document.QuerySelector("[role=alert]") is not null, "The page does not say what was wrong.");
        Unless(!page.Headers.ContainsKey("Set-Cookie") || !page.Headers["Set-Cookie"].Contains("session", StringComparison.Ordinal), "There is a session all the same.");
    }

    private async Task GoOnAsync()
    {
        await _bob.SignInAsync();
        _ = _bob.Browser.Page.Form("consent");
        await _client.ReceiveAsync(_bob.DenyAsync);
    }
}
