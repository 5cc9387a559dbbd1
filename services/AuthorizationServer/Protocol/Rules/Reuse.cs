using OAuthDemo.AuthorizationServer.Protocol.Grants;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Rules;

/// <summary>
/// A code or refresh token that comes a second time has two holders, and one of them is a thief: all that came of it ends
/// (RFC 6749 §4.1.2, RFC 9700 §4.14.2). It is refused here and not by the engine, which would revoke row by row and so trip
/// over the rows that the first request is just writing.
/// </summary>
internal sealed class Reuse(IOpenIddictTokenManager tokens, GrantEnding grants, LostAnswer lost, TimeProvider time) : IOpenIddictServerHandler<ValidateTokenContext>
{
    public async ValueTask HandleAsync(ValidateTokenContext context)
    {
        if (context.TokenId is null || context.AuthorizationId is null || context.EndpointType != OpenIddictServerEndpointType.Token
            || await tokens.FindByIdAsync(context.TokenId) is not { } token)
            return;
        var isRefresh = context.Principal!.HasTokenType(TokenTypeIdentifiers.RefreshToken);
        var redeemed = await tokens.HasStatusAsync(token, Statuses.Redeemed);
        if (!redeemed && !(isRefresh && await tokens.HasStatusAsync(token, Statuses.Revoked)))
            return;

        var age = time.GetUtcNow() - await tokens.GetRedemptionDateAsync(token);
        if (isRefresh && redeemed && age < Redemption.Parallel)
            context.Reject(OpenIddictConstants.Errors.InvalidGrant, Redemption.Lost);
        else if (isRefresh && redeemed && age < Redemption.LostAnswer && await lost.TakeBackAsync(context.TokenId, context.AuthorizationId))
            context.Transaction.Properties[Redemption.AnsweredAgain] = this;
        else
        {
            await grants.EndAsync(context.AuthorizationId);
            context.Reject(OpenIddictConstants.Errors.InvalidGrant, "This was used before. Whatever it gave is revoked, because one of the two who hold it is not the client.");
        }
    }
}
