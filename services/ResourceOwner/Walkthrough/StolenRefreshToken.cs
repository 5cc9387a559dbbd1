using static OAuthDemo.ResourceOwner.Walkthrough.StepFailedException;

namespace OAuthDemo.ResourceOwner.Walkthrough;

/// <summary>Somebody has copied a refresh token. The bank cannot tell the thief from the client, so it ends the whole family.</summary>
internal sealed class StolenRefreshToken(Story story)
{
    // So long after its first use a second one counts as a parallel request of the same client.
    private static readonly TimeSpan _parallel = TimeSpan.FromSeconds(2.2);

    private readonly Person _bob = story.Person(DemoPerson.Bob);
    private string _stolen = "";
    private string _newest = "";

    public async Task PlayAsync()
    {
        using var browser = _bob.Browser;
        using var client = story.Client();
        await story.StepAsync("Bob connects, and the client gets a refresh token", "RFC 6749 §5.1", async () =>
        {
            var response = await client.ReceiveAsync(() => _bob.ConnectAsync(client.AuthorizationRequest("accounts:read offline_access"), days: 1));
            Unless(response is { IsError: false, Code: not null } && response.State == client.State, $"The bank answered {response.Error}.");
            _stolen = (await client.RedeemAsync(response.Code!)).RefreshToken ?? throw new StepFailedException("There is no refresh token.");
        });
        await story.StepAsync("The client refreshes twice; each token is good for one use", "RFC 9700 §4.14.2", async () =>
        {
            var second = (await client.RefreshAsync(_stolen)).RefreshToken ?? throw new StepFailedException("The first refresh fails.");
            _newest = (await client.RefreshAsync(second)).RefreshToken ?? throw new StepFailedException("The second refresh fails.");
        });
        await story.StepAsync("The first token comes back from somewhere: refused, and the newest one is dead too", "RFC 9700 §4.14.2", async () =>
        {
            await Task.Delay(_parallel, story.Ends);
            Unless((await client.RefreshAsync(_stolen)).Error == "invalid_grant", "The old token still works.");
            Unless((await client.RefreshAsync(_newest)).Error == "invalid_grant", "The family has survived.");
        });
    }
}
