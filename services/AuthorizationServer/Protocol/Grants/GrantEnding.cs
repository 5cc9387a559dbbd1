using Microsoft.EntityFrameworkCore;
using OAuthDemo.AuthorizationServer.Consents;
using OAuthDemo.AuthorizationServer.Store;
using OpenIddict.EntityFrameworkCore.Models;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OAuthDemo.AuthorizationServer.Protocol.Grants;

/// <summary>
/// Ends a grant: all that one code gave. Its refresh tokens are rows and are revoked; its access tokens have none, but name
/// the grant, and whoever introspects one learns that the grant is no more. In single statements, because a client may be
/// using the grant at the same moment.
/// </summary>
internal sealed class GrantEnding(AuthorizationDb db, ConsentRegister consents)
{
    public async Task EndAsync(string grantId)
    {
        await db.Set<OpenIddictEntityFrameworkCoreAuthorization>().Where(grant => grant.Id == grantId)
            .ExecuteUpdateAsync(grant => grant
                .SetProperty(one => one.Status, Statuses.Revoked).SetProperty(one => one.ConcurrencyToken, Guid.NewGuid().ToString()));
        await db.Set<OpenIddictEntityFrameworkCoreToken>().Where(token => token.Authorization!.Id == grantId && token.Status == Statuses.Valid)
            .ExecuteUpdateAsync(token => token
                .SetProperty(one => one.Status, Statuses.Revoked).SetProperty(one => one.ConcurrencyToken, Guid.NewGuid().ToString()));
    }

    /// <summary>The client gives back what it was granted: it wants no more of the person's data, so the consent ends too.</summary>
    public async Task GiveBackAsync(string grantId, string? consentId)
    {
        await EndAsync(grantId);
        if (consentId is not null && await consents.FindAsync(consentId) is { } consent)
            await consents.EndAsync(consent, EndedBy.Client);
    }
}
