using System.Security.Claims;
using OAuthDemo.AuthorizationServer.Protocol.Rows;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Grants;

/// <summary>
/// Redeems what can be used once – a code of any kind, a pushed request, a refresh token: exactly one request wins, however many come at once and to however many instances,
/// because the store itself decides in one statement. The engine's own handler lets several refreshes through. What is redeemed and what is given for it
/// stand or fall together: when the store fails in between, the same request can be sent again.
/// </summary>
internal sealed class Redemption(Ledger ledger, TimeProvider time) : IOpenIddictServerHandler<ProcessSignInContext>
{
    /// <summary>
    /// Within this time after a refresh token was redeemed, a second use is taken for a client's own parallel request: it is
    /// refused, and nothing is revoked.
    /// </summary>
    public static readonly TimeSpan Parallel = TimeSpan.FromSeconds(2);

    /// <summary>
    /// After that and until now, it is taken for a client whose answer was lost, if what the answer held was never used: that dies, and there is another
    /// answer. Later, or if it was used, it is taken for theft, and the family ends (RFC 9700 §4.14.2).
    /// </summary>
    public static readonly TimeSpan LostAnswer = TimeSpan.FromSeconds(30);

    /// <summary>Marks a request whose first answer was lost: what it presents is redeemed already.</summary>
    public const string AnsweredAgain = "the answer was lost";

    /// <summary>What the requests are told that did not win.</summary>
    public const string Lost = "This was redeemed by another request at the same moment. Use what that request was given.";

    public ValueTask HandleAsync(ProcessSignInContext context)
    {
        if (Presented(context)?.GetTokenId() is { } id && !context.Transaction.Properties.ContainsKey(AnsweredAgain))
            ledger.Redeem(id, time.GetUtcNow().UtcDateTime);
        return ValueTask.CompletedTask;
    }

    /// <summary>What the request holds out that can be used once.</summary>
    public static ClaimsPrincipal? Presented(ProcessSignInContext context)
    {
        var presented = context.Transaction.GetProperty<ProcessAuthenticationContext>(typeof(ProcessAuthenticationContext).FullName!);
        return context.EndpointType switch
        {
            OpenIddictServerEndpointType.Authorization => presented?.RequestTokenPrincipal,
            OpenIddictServerEndpointType.EndUserVerification => presented?.UserCodePrincipal,
            OpenIddictServerEndpointType.Token when context.Request.IsAuthorizationCodeGrantType() => presented?.AuthorizationCodePrincipal,
            OpenIddictServerEndpointType.Token when context.Request.IsDeviceCodeGrantType() => presented?.DeviceCodePrincipal,
            OpenIddictServerEndpointType.Token when context.Request.IsRefreshTokenGrantType() => presented?.RefreshTokenPrincipal,
            _ => null,
        };
    }
}
