using Microsoft.EntityFrameworkCore;
using OAuthDemo.AuthorizationServer.Consents;
using OAuthDemo.AuthorizationServer.Store;
using OpenIddict.EntityFrameworkCore.Models;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OAuthDemo.AuthorizationServer.Protocol.Grants;

/// <summary>
/// Ends a grant: all that one code gave. Whatever names the grant is dead with it: codes and refresh tokens when they are
/// presented, access tokens when they are introspected. One statement on one row, which no other request writes.
/// </summary>
internal sealed class GrantEnding(LateDb db, ConsentRegister consents)
{
    public Task EndAsync(string grantId) =>
        db.Value.Set<OpenIddictEntityFrameworkCoreAuthorization>().Where(grant => grant.Id == grantId)
            .ExecuteUpdateAsync(grant => grant
                .SetProperty(one => one.Status, Statuses.Revoked).SetProperty(one => one.ConcurrencyToken, Guid.NewGuid().ToString()));

    /// <summary>The client gives back what it was granted: it wants no more of the person's data, so the consent ends too.</summary>
    public async Task GiveBackAsync(string grantId, string? consentId)
    {
        await EndAsync(grantId);
        if (consentId is not null && await consents.FindAsync(consentId) is { } consent)
            await consents.EndAsync(consent, EndedBy.Client);
    }
}
