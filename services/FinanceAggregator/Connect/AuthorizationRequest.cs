using Microsoft.AspNetCore.Authentication;
using OAuthDemo.FinanceAggregator.Bank;
using OpenIddict.Client.AspNetCore;
using static OpenIddict.Client.AspNetCore.OpenIddictClientAspNetCoreConstants;

namespace OAuthDemo.FinanceAggregator.Connect;

/// <summary>
/// Sends the browser to the bank with an authorization request: code, PKCE S256, and a state that only this browser can
/// answer and only once (RFC 6749 §4.1.1, RFC 7636, RFC 9700 §2.1).
/// </summary>
internal sealed class AuthorizationRequest(IAuthenticationService authentication, ILogger<AuthorizationRequest> log)
{
    public async Task<IResult> SendAsync(HttpContext http, string client, Action<AuthenticationProperties>? amend = null)
    {
        var scopes = client == BankSettings.SignInClient ? BankSettings.SignInScopes : BankSettings.DataScopes;
        var properties = new AuthenticationProperties
        {
            Items = { [Properties.RegistrationId] = client, [Properties.Scope] = string.Join(' ', scopes) },
        };
        amend?.Invoke(properties);
        try
        {
            await authentication.ChallengeAsync(http, OpenIddictClientAspNetCoreDefaults.AuthenticationScheme, properties);
            return Results.Empty;
        }
        catch (Exception exception) when (TokenRequests.Explain(exception) is { Trouble: BankTrouble.Unreachable })
        {
            log.LogWarning("The bank's metadata cannot be read: {Reason}", exception.Message);
            return CallbackProblem.Unreachable.At(CallbackProblem.PlaceOf(client));
        }
    }
}
