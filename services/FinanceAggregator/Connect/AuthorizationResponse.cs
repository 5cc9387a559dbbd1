using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using OAuthDemo.FinanceAggregator.Bank;
using OAuthDemo.FinanceAggregator.Connections;
using OpenIddict.Client.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Client.OpenIddictClientEvents;

namespace OAuthDemo.FinanceAggregator.Connect;

/// <summary>What the bank granted, with what Tidepool had put into the state.</summary>
internal sealed record AuthorizationAnswer(
    GrantedTokens Granted, AuthenticationProperties Properties, ClaimsPrincipal? Identity, SecretText? IdToken);

/// <summary>
/// Reads what came back from the bank. The engine has by now checked state, browser binding and issuer, and has redeemed
/// the code; here its verdict is put into words.
/// </summary>
internal sealed class AuthorizationResponse(TimeProvider time)
{
    public async Task<(AuthorizationAnswer? Answer, CallbackProblem? Problem)> ReadAsync(HttpContext http)
    {
        var result = await http.AuthenticateAsync(OpenIddictClientAspNetCoreDefaults.AuthenticationScheme);
        var exchange = ExchangeOf(http);

        if (!result.Succeeded || exchange?.TokenResponse is not { } response)
            return (null, Explain(exchange, result.Properties));

        return (new(
            TokenRequests.Granted(response, time.GetUtcNow()),
            result.Properties!,
            exchange.BackchannelIdentityTokenPrincipal,
            exchange.BackchannelIdentityToken is { } idToken ? new SecretText(idToken) : null), null);
    }

    /// <summary>What Tidepool had put into the state, whether or not the bank then said yes. To be read after the answer.</summary>
    public static string? AboutOf(HttpContext http, string name) => ExchangeOf(http)?.Properties.GetValueOrDefault(name);

    private static ProcessAuthenticationContext? ExchangeOf(HttpContext http) =>
        http.Features.Get<OpenIddictClientAspNetCoreFeature>()?.Transaction?
            .Properties.GetValueOrDefault(typeof(ProcessAuthenticationContext).FullName!) as ProcessAuthenticationContext;

    private static CallbackProblem Explain(ProcessAuthenticationContext? exchange, AuthenticationProperties? properties)
    {
        var code = properties?.GetString(OpenIddictClientAspNetCoreConstants.Properties.Error);
        var stateHolds = exchange is { StateTokenPrincipal: not null } && code is not Errors.InvalidToken
            && exchange.RequestForgeryProtection == exchange.StateTokenPrincipal.FindFirst(Claims.RequestForgeryProtection)?.Value;
        var issuerHolds = (string?)exchange?.Request?[Parameters.Iss] == exchange?.Registration?.Issuer?.AbsoluteUri;

        return code switch
        {
            _ when !stateHolds => CallbackProblem.Lost,
            _ when !issuerHolds => CallbackProblem.Stranger,
            Errors.AccessDenied => CallbackProblem.Denied,
            Errors.ServerError when exchange?.TokenRequest is not null => CallbackProblem.Unreachable,
            _ => CallbackProblem.Error(code),
        };
    }
}
