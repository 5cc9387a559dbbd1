using OAuthDemo.AuthorizationServer.Protocol.Grants;
using OAuthDemo.AuthorizationServer.Store;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Rules;

/// <summary>
/// A client revokes a token (RFC 7009). A refresh token and an access token are two ends of one grant, so the grant ends;
/// a refresh token is the connection itself, so the consent ends with it.
/// </summary>
internal sealed class GivenBack(GrantEnding grants, SpentIds spent) : IOpenIddictServerHandler<HandleRevocationRequestContext>
{
    public async ValueTask HandleAsync(HandleRevocationRequestContext context)
    {
        var token = context.GenericTokenPrincipal!;
        if (token.GetAuthorizationId() is not { } grant)
        {
            if (token.GetClaim(OpenIddictConstants.Claims.JwtId) is { } jti && token.GetExpirationDate() is { } expires)
                await spent.SpendAsync(SpentToken.IdOf(jti), expires);
            return;
        }

        var isConnection = token.HasTokenType(OpenIddictConstants.TokenTypeIdentifiers.RefreshToken);
        await grants.GiveBackAsync(grant, isConnection ? token.GetClaim(PersonGrant.ConsentId) : null);
    }
}
