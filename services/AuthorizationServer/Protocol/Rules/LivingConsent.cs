using OAuthDemo.AuthorizationServer.Consents;
using OAuthDemo.AuthorizationServer.Protocol.Grants;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Rules;

/// <summary>Whatever names a consent lives as long as the consent: codes, refresh tokens, access tokens.</summary>
internal sealed class LivingConsent(StandingConsents consents, TimeProvider time) : IOpenIddictServerHandler<ValidateTokenContext>
{
    public async ValueTask HandleAsync(ValidateTokenContext context)
    {
        if (context.Principal?.GetClaim(PersonGrant.ConsentId) is not { } id) return;

        var consent = await consents.FindAsync(id);
        if (consent?.IsLiveAt(time.GetUtcNow()) != true)
            context.Reject(OpenIddictConstants.Errors.InvalidToken, "The consent behind this token has ended.");
    }
}
