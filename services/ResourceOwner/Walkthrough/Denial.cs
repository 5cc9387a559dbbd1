using static OAuthDemo.ResourceOwner.Walkthrough.StepFailedException;

namespace OAuthDemo.ResourceOwner.Walkthrough;

internal sealed class Denial(Story story)
{
    private readonly Person _bob = story.Person(DemoPerson.Bob);
    private readonly NativeClient _client = story.Client();

    public async Task PlayAsync()
    {
        using var browser = _bob.Browser;
        using var client = _client;
        await story.StepAsync("He is asked", "RFC 6749 §4.1.1", AskAsync);
        await story.StepAsync("The client learns access_denied, with its state and the issuer, and nothing else", "RFC 6749 §4.1.2.1, RFC 9207 §2", DenyAsync);
    }

    private async Task AskAsync()
    {
        await _bob.Browser.GoAsync(_client.AuthorizationRequest("openid accounts:read"));
        await _bob.SignInAsync();
    }

    private async Task DenyAsync()
    {
        var response = await _client.ReceiveAsync(_bob.DenyAsync);
        Unless(response.Error == "access_denied", $"The bank answered {response.Error ?? "no error"}.");
        Unless(response.State == _client.State && response.Issuer == _client.Issuer, "State or issuer is wrong.");
        Unless(response.Code is null, "There is a code all the same.");
    }
}
