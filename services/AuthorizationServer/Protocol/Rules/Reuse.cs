using OAuthDemo.AuthorizationServer.Protocol.Grants;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Rules;

/// <summary>
/// A code or refresh token that comes a second time has two holders, and one of them is a thief: all that came of it ends
/// (RFC 6749 §4.1.2, RFC 9700 §4.14.2). The engine revokes the rows; this ends the grant, and with it the access tokens.
/// </summary>
internal sealed class Reuse(IOpenIddictTokenManager tokens, GrantEnding grants, TimeProvider time) : IOpenIddictServerHandler<ValidateTokenContext>
{
    public async ValueTask HandleAsync(ValidateTokenContext context)
    {
        if (context.TokenId is null || context.AuthorizationId is null || context.EndpointType != OpenIddictServerEndpointType.Token
            || await tokens.FindByIdAsync(context.TokenId) is not { } token || !await tokens.HasStatusAsync(token, Statuses.Redeemed))
            return;

        var redeemed = await tokens.GetRedemptionDateAsync(token);
        var mayBeParallel = context.Principal!.HasTokenType(TokenTypeIdentifiers.RefreshToken) && time.GetUtcNow() < redeemed + Redemption.Leeway;
        if (!mayBeParallel)
            await grants.EndAsync(context.AuthorizationId);
    }
}
