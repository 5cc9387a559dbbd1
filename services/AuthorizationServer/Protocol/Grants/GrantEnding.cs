using OAuthDemo.AuthorizationServer.Consents;
using OpenIddict.Abstractions;

namespace OAuthDemo.AuthorizationServer.Protocol.Grants;

/// <summary>
/// Ends a grant: all that one code gave. Its refresh tokens are rows and are revoked; its access tokens have none, but name
/// the grant, and whoever introspects one learns that the grant is no more.
/// </summary>
internal sealed class GrantEnding(IOpenIddictAuthorizationManager grants, IOpenIddictTokenManager tokens, ConsentRegister consents)
{
    public async Task EndAsync(string? grantId)
    {
        if (grantId is null) return;

        await tokens.RevokeByAuthorizationIdAsync(grantId);
        if (await grants.FindByIdAsync(grantId) is { } grant)
            await grants.TryRevokeAsync(grant);
    }

    /// <summary>The client gives back what it was granted: it wants no more of the person's data, so the consent ends too.</summary>
    public async Task GiveBackAsync(string? grantId, string? consentId)
    {
        await EndAsync(grantId);
        if (consentId is not null && await consents.FindAsync(consentId) is { } consent)
            await consents.EndAsync(consent, EndedBy.Client);
    }
}
