using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OAuthDemo.AuthorizationServer.Catalogue;
using OAuthDemo.AuthorizationServer.Consents;
using OAuthDemo.AuthorizationServer.People;
using OAuthDemo.AuthorizationServer.Protocol.Grants;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OAuthDemo.AuthorizationServer.Protocol.Endpoints;

/// <summary>A valid token request: what may the tokens say? The engine has checked client, code, verifier and refresh token.</summary>
internal sealed class TokenEndpoint(Bank bank, BankResource resource, ConsentRegister consents, PeopleAccess people, PersonGrant grant)
{
    public async Task<IResult> HandleAsync(HttpContext http)
    {
        var request = http.GetOpenIddictServerRequest()!;
        return request.IsClientCredentialsGrantType() ? Machine(request) : await PersonAsync(http);
    }

    // A machine speaks for itself: its subject is its client id, which no pairwise subject of a person can equal. It can ask
    // for a token whenever it wants one, so it gets no refresh token (RFC 6749 §4.4.3).
    private IResult Machine(OpenIddictRequest request)
    {
        var client = bank.Client(request.ClientId)!;
        var asked = request.GetScopes();
        var identity = new ClaimsIdentity("grant", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, client.Id);
        identity.SetScopes((asked.IsDefaultOrEmpty ? [.. client.Scopes] : asked).Where(scope => scope != Scopes.OfflineAccess));
        identity.SetResources(resource.Identifier);
        identity.SetDestinations(PersonGrant.Destinations);
        return Engine.Grant(new ClaimsPrincipal(identity));
    }

    // Made anew from the consent and the person as they are now. A refresh that asks for less gets an access token for less; the
    // refresh token keeps what was granted (RFC 6749 §6), and the engine sees to both.
    private async Task<IResult> PersonAsync(HttpContext http)
    {
        var presented = (await http.AuthenticateAsync(Engine.Scheme)).Principal!;
        if (await consents.UseAsync(presented.GetClaim(PersonGrant.ConsentId)!) is not { } consent
            || await people.FindAsync(consent.Subject) is not { } person)
            return Engine.Refuse(OpenIddictConstants.Errors.InvalidGrant, "The consent behind this grant has ended.");

        var authenticated = long.Parse(presented.GetClaim(Claims.AuthenticationTime)!, CultureInfo.InvariantCulture);
        return Engine.Grant(grant.Of(consent, person, presented.GetScopes(), DateTimeOffset.FromUnixTimeSeconds(authenticated)));
    }
}
