using OAuthDemo.AuthorizationServer.Store;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Grants;

/// <summary>Everything that is given is in the store: now what was redeemed for it is redeemed.</summary>
internal sealed class RedemptionDone(AuthorizationDb db) : IOpenIddictServerHandler<ProcessSignInContext>
{
    public async ValueTask HandleAsync(ProcessSignInContext context)
    {
        if (db.Database.CurrentTransaction is not null)
            await db.Database.CommitTransactionAsync();
    }
}
