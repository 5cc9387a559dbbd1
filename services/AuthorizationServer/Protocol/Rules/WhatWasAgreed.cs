using System.Text.Json;
using OAuthDemo.AuthorizationServer.Consents;
using OAuthDemo.AuthorizationServer.Protocol.Grants;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Rules;

/// <summary>
/// Tells the client, beside its tokens, which consent they stand on (<c>consent_id</c>), until when the person shares (<c>consent_expires_at</c>, in
/// seconds since 1970), and which payment she agreed to (RFC 9396 §7). The tokens are opaque to it, and only this lets it ask for the consent's state,
/// and say later whether an authorization ran out or was ended.
/// </summary>
internal sealed class WhatWasAgreed(StandingConsents consents) : IOpenIddictServerHandler<ProcessSignInContext>
{
    public async ValueTask HandleAsync(ProcessSignInContext context)
    {
        if (context.EndpointType != OpenIddictServerEndpointType.Token || context.Principal?.GetClaim(PersonGrant.ConsentId) is not { } id)
            return;

        context.Parameters["consent_id"] = id;
        var consent = await consents.FindAsync(id);
        if (consent?.ExpiresAt is { } end)
            context.Parameters["consent_expires_at"] = end.ToUnixTimeSeconds();
        if (consent?.Payment is { } payment)
            context.Parameters[NamedPayment.AuthorizationDetails] = JsonElement.Parse(payment.ToJson());
    }
}
