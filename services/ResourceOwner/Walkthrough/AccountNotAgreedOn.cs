using static OAuthDemo.ResourceOwner.Walkthrough.StepFailedException;

namespace OAuthDemo.ResourceOwner.Walkthrough;

/// <summary>The client knows the id of an account from an earlier consent, and tries it with a token of a later one.</summary>
internal sealed class AccountNotAgreedOn(Story story)
{
    private const string Scope = "accounts:read balances:read";

    private readonly Person _alice = story.Person(DemoPerson.Alice);
    private string _known = "";
    private string _token = "";

    public async Task PlayAsync()
    {
        using var browser = _alice.Browser;
        using var client = story.Client();
        await story.StepAsync("A consent for the savings tells the client their id", "RFC 6749 §3.3", async () =>
        {
            var token = await ConnectAsync(DemoPerson.Alice.OtherAccount);
            var accounts = await client.GetAsync("accounts", token);
            Unless(accounts.Texts("name").SequenceEqual([DemoPerson.Alice.OtherAccount]), "The list of accounts is not what she picked.");
            _known = accounts.Texts("accountId")[0];
        });
        await story.StepAsync("A second consent is for the everyday account alone", "RFC 6749 §3.3", async () => _token = await ConnectAsync(DemoPerson.Alice.Account));
        await story.StepAsync("With its token the savings look like an account that does not exist", "RFC 9110 §15.5.5", async () =>
        {
            var hidden = await client.GetAsync($"accounts/{_known}/balances", _token);
            var unknown = await client.GetAsync($"accounts/{new string('x', _known.Length)}/balances", _token);
            Unless(hidden.Status == 404 && hidden.Code == "account.notFound", "The API does not hide it.");
            Unless(hidden.Status == unknown.Status && hidden.WithoutTrace() == unknown.WithoutTrace(), "The two answers can be told apart.");
        });
        await story.StepAsync("She ends both consents under Connected apps", "RFC 6819 §5.2.2.4", async () =>
        {
            await _alice.EndConsentAsync("Walkthrough");
            await _alice.EndConsentAsync("Walkthrough");
        });
    }

    private async Task<string> ConnectAsync(string account)
    {
        using var client = story.Client();
        var response = await client.ReceiveAsync(() => _alice.ConnectAsync(client.AuthorizationRequest(Scope), accounts: [account], days: 1));
        Unless(response is { IsError: false, Code: not null } && response.State == client.State, $"The bank answered {response.Error}.");
        var tokens = await client.RedeemAsync(response.Code!);
        return tokens.AccessToken ?? throw new StepFailedException($"The bank answered {tokens.Error}.");
    }
}
