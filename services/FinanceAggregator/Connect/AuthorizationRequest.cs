using Microsoft.AspNetCore.Authentication;
using OAuthDemo.FinanceAggregator.Bank;
using OpenIddict.Client.AspNetCore;
using static OpenIddict.Client.AspNetCore.OpenIddictClientAspNetCoreConstants;

namespace OAuthDemo.FinanceAggregator.Connect;

/// <summary>
/// Sends the browser to the bank with an authorization request: code, PKCE S256, and a state that only this browser can
/// answer and only once (RFC 6749 §4.1.1, RFC 7636, RFC 9700 §2.1).
/// </summary>
internal sealed class AuthorizationRequest(HttpClient http, BankSettings bank, ILogger<AuthorizationRequest> log)
{
    public async Task<IResult> SendAsync(HttpContext context, string client, Action<AuthenticationProperties>? amend = null)
    {
        var scopes = client == BankSettings.SignInClient ? BankSettings.SignInScopes : BankSettings.DataScopes;
        var properties = new AuthenticationProperties
        {
            Items = { [Properties.RegistrationId] = client, [Properties.Scope] = string.Join(' ', scopes) },
        };
        amend?.Invoke(properties);
        try
        {
            await MustAnswerAsync(context.RequestAborted);
            await context.ChallengeAsync(OpenIddictClientAspNetCoreDefaults.AuthenticationScheme, properties);
            return Results.Empty;
        }
        catch (Exception exception) when (TokenRequests.Explain(exception) is { Trouble: BankTrouble.Unreachable })
        {
            log.LogWarning("Nobody can be sent to the bank now: {Reason}", exception.Message);
            return CallbackProblem.Unreachable.At(CallbackProblem.PlaceOf(client));
        }
    }

    // The engine remembers the bank's metadata, and would send people to a bank that is away: to a browser's error page.
    private async Task MustAnswerAsync(CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(new Uri(bank.Issuer, ".well-known/openid-configuration"), cancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
