using OAuthDemo.AuthorizationServer.Protocol.Rows;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Grants;

/// <summary>Everything that is given is made: now it is written, and what was redeemed for it is redeemed.</summary>
internal sealed class RedemptionDone(Ledger ledger, GrantEnding grants) : IOpenIddictServerHandler<ProcessSignInContext>
{
    public async ValueTask HandleAsync(ProcessSignInContext context)
    {
        if (await ledger.WriteAsync())
            return;
        if (context.Transaction.Properties.ContainsKey(Redemption.AnsweredAgain) && Redemption.Presented(context)?.GetAuthorizationId() is { } grant)
            await grants.EndAsync(grant); // of those who ask again at the same moment, one is not the client
        context.Reject(OpenIddictConstants.Errors.InvalidGrant, Redemption.Lost);
    }
}
