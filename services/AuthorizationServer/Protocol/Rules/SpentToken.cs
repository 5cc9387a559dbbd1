using OAuthDemo.AuthorizationServer.Protocol.Grants;
using OAuthDemo.AuthorizationServer.Store;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Rules;

/// <summary>A machine's access token stands on no consent and no grant; that it was revoked is all that is written down about it.</summary>
internal sealed class SpentToken(SpentIds spent) : IOpenIddictServerHandler<ValidateTokenContext>
{
    public static string IdOf(string jti) => $"token {jti}";

    public async ValueTask HandleAsync(ValidateTokenContext context)
    {
        if (context.Principal is { } token && token.HasTokenType(TokenTypeIdentifiers.AccessToken) && !token.HasClaim(PersonGrant.ConsentId)
            && token.GetClaim(Claims.JwtId) is { } jti && await spent.IsSpentAsync(IdOf(jti)))
            context.Reject(OpenIddictConstants.Errors.InvalidToken, "This token was revoked.");
    }
}
