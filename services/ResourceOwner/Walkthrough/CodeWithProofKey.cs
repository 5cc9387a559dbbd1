using Duende.IdentityModel.Client;
using static OAuthDemo.ResourceOwner.Walkthrough.StepFailedException;

namespace OAuthDemo.ResourceOwner.Walkthrough;

/// <summary>The whole of authorization code with PKCE from the client's side, so that the back channel is seen as well.</summary>
internal sealed class CodeWithProofKey(Story story)
{
    private const string Scope = "openid accounts:read balances:read transactions:read offline_access";

    private readonly Person _alice = story.Person(DemoPerson.Alice);
    private readonly NativeClient _client = story.Client();
    private string _code = "";
    private string _accessToken = "";
    private string _refreshToken = "";
    private string _account = "";

    public async Task PlayAsync()
    {
        using var browser = _alice.Browser;
        using var client = _client;
        await story.StepAsync("The bank publishes where its endpoints are, and that it takes S256 only", "RFC 8414 §2", DiscoverAsync);
        await story.StepAsync("The client opens the browser; Alice signs in and is asked", "RFC 8252 §4.1", AskAsync);
        await story.StepAsync("Code, state and issuer come to the client's loopback port", "RFC 8252 §7.3, RFC 9207 §2", AllowAsync);
        await story.StepAsync("Code and verifier buy an access token, a refresh token and an ID token", "RFC 6749 §4.1.4, RFC 7636 §4.5", RedeemAsync);
        await story.StepAsync("The access token is a JWT for the bank's API, typ at+jwt", "RFC 9068 §2", ReadAccessToken);
        await story.StepAsync("It opens the account that she picked: balance and transactions", "RFC 6750 §2.1", ReadMoneyAsync);
        await story.StepAsync("Without a token the API refuses, and says no more than that", "RFC 6750 §3.1", AskWithoutTokenAsync);
        await story.StepAsync("The refresh token is good for one use and brings a new one", "RFC 9700 §4.14.2", RefreshAsync);
        await story.StepAsync("A public client cannot introspect", "RFC 7662 §2.1", IntrospectAsync);
        await story.StepAsync("It gives its refresh token back", "RFC 7009 §2", RevokeAsync);
        await story.StepAsync("From then on the access token opens nothing, although it has minutes to live", "RFC 7009 §2.1, RFC 6750 §3.1", AskAfterwardsAsync);
    }

    private async Task DiscoverAsync()
    {
        var metadata = await _client.DiscoverAsync();
        Unless(!metadata.IsError, $"The metadata cannot be used: {metadata.Error}");
        Unless(metadata.Issuer == _client.Issuer, $"The issuer calls itself {metadata.Issuer}.");
        Unless(metadata.CodeChallengeMethodsSupported.SequenceEqual(["S256"]), "It takes other challenge methods as well.");
    }

    private async Task AskAsync()
    {
        await _alice.Browser.GoAsync(_client.AuthorizationRequest(Scope));
        await _alice.SignInAsync();
        _ = _alice.Browser.Page.Form("consent");
    }

    private async Task AllowAsync()
    {
        var response = await _client.ReceiveAsync(() => _alice.AllowAsync(accounts: [DemoPerson.Alice.Account], days: 1));
        Unless(!response.IsError, $"The bank answered {response.Error}.");
        Unless(response.State == _client.State, "This is not the state that was sent.");
        Unless(response.Issuer == _client.Issuer, $"iss is {response.Issuer}.");
        _code = response.Code ?? throw new StepFailedException("There is no code.");
    }

    private async Task RedeemAsync()
    {
        using var answer = await _client.RedeemAsync(_code);
        Keep(answer);
        Unless(answer.IdentityToken is not null, "There is no ID token.");
        Unless(answer is { TokenType: "Bearer", ExpiresIn: > 0 and <= 300 }, $"It lives {answer.ExpiresIn} s.");
    }

    private Task ReadAccessToken()
    {
        var token = AccessToken.Read(_accessToken);
        story.Narrator.Note($"header  {AccessToken.Plain(token.Header)}");
        story.Narrator.Note($"claims  {AccessToken.Plain(token.Claims)}");
        Unless(token.Text("typ") == "at+jwt" && token.Text("alg") == "ES256", "It is another kind of token.");
        Unless(token.Text("iss") == _client.Issuer && token.Text("client_id") == NativeClient.Id && token.Text("consent_id") is not null, "A claim is missing.");
        return Task.CompletedTask;
    }

    private async Task ReadMoneyAsync()
    {
        var accounts = await _client.GetAsync("accounts", _accessToken);
        Unless(accounts.Status == 200 && accounts.Texts("name").SequenceEqual([DemoPerson.Alice.Account]), "The list of accounts is not what she picked.");
        _account = accounts.Texts("accountId")[0];
        Unless((await _client.GetAsync($"accounts/{_account}/balances", _accessToken)).Status == 200, "There is no balance.");
        Unless((await _client.GetAsync($"accounts/{_account}/transactions?page-size=2", _accessToken)).Data.Count == 2, "There are no transactions.");
    }

    private async Task AskWithoutTokenAsync()
    {
        var answer = await _client.GetAsync("accounts", accessToken: null);
        Unless(answer.Status == 401 && answer.Challenge.StartsWith("Bearer", StringComparison.Ordinal) && !answer.Challenge.Contains("error=", StringComparison.Ordinal),
            "This is not how a request without a token is refused.");
    }

    private async Task RefreshAsync()
    {
        var used = _refreshToken;
        using var answer = await _client.RefreshAsync(used);
        Keep(answer);
        Unless(_refreshToken != used, "The refresh token is the same as before.");
    }

    private async Task IntrospectAsync()
    {
        var answer = await _client.IntrospectAsync(_accessToken);
        Unless(answer.IsError && (int)answer.HttpStatusCode is 400 or 401 or 403, "Anyone can ask what a token is worth.");
    }

    private async Task RevokeAsync() =>
        Unless(!(await _client.RevokeAsync(_refreshToken)).IsError, "The bank does not take it back.");

    private async Task AskAfterwardsAsync()
    {
        var answer = await _client.GetAsync($"accounts/{_account}/balances", _accessToken);
        Unless(answer.Status == 401 && answer.Challenge.Contains("invalid_token", StringComparison.Ordinal), "The API still answers.");
        Unless((await _client.RefreshAsync(_refreshToken)).Error == "invalid_grant", "The refresh token still works.");
    }

    private void Keep(TokenResponse answer)
    {
        Unless(!answer.IsError, $"The bank answered {answer.Error}: {answer.ErrorDescription}");
        Unless(answer.AccessToken is not null && answer.RefreshToken is not null, "A token is missing.");
        (_accessToken, _refreshToken) = (answer.AccessToken!, answer.RefreshToken!);
    }
}
