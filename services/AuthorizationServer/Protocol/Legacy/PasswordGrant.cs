using System.Security.Claims;
using OAuthDemo.AuthorizationServer.Accounts;
using OAuthDemo.AuthorizationServer.Catalogue;
using OAuthDemo.AuthorizationServer.Consents;
using OAuthDemo.AuthorizationServer.People;
using OAuthDemo.AuthorizationServer.Protocol.Grants;
using OpenIddict.Abstractions;

namespace OAuthDemo.AuthorizationServer.Protocol.Legacy;

/// <summary>
/// The client hands over a password that a person typed into it (RFC 6749 §4.3). Nobody asks her anything: not which accounts, not for how long. So the
/// consent that has to stand behind every token is made up, and holds all she has; that is what the exhibit shows (RFC 9700 §2.4).
/// </summary>
internal sealed class PasswordGrant(PeopleAccess people, CustomerAccounts accounts, ConsentRegister consents, Bank bank, PersonGrant grant, TimeProvider time)
{
    private const int Days = 1;

    /// <returns>The grant; null if name and password do not belong together.</returns>
    public async Task<ClaimsPrincipal?> OfAsync(OpenIddictRequest request, CancellationToken cancellation)
    {
        var (_, person) = await people.CheckPasswordAsync(request.Username!, request.Password!);
        if (person is null || await accounts.OfAsync(person.CustomerNumber, cancellation) is not { } all)
            return null;
        var scopes = request.GetScopes() is { IsDefaultOrEmpty: false } asked ? [.. asked] : bank.Client(request.ClientId)!.Scopes;
        var consent = await consents.AskAsync(request.ClientId!, person.Id, scopes, redirectUri: "", returnUrl: "");
        await consents.AllowAsync(consent.Id, person.Id, scopes, [.. all.Select(account => account.Id)], Days);
        return grant.Of(consent, person, request, scopes, time.GetUtcNow());
    }
}
