using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OAuthDemo.AuthorizationServer.Consents;
using OAuthDemo.AuthorizationServer.People;
using OAuthDemo.AuthorizationServer.Protocol.Grants;
using OAuthDemo.AuthorizationServer.Protocol.Legacy;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OAuthDemo.AuthorizationServer.Protocol.Endpoints;

/// <summary>A valid token request: what may the tokens say? The engine has checked client, code, verifier and refresh token.</summary>
internal sealed class TokenEndpoint(StandingConsents consents, KnownPeople people, PersonGrant grant, MachineGrant machine)
{
    public async Task<IResult> HandleAsync(HttpContext http)
    {
        var request = http.GetOpenIddictServerRequest()!;
        if (request.IsClientCredentialsGrantType())
            return Engine.Grant(machine.Own(request));
        if (request.IsPasswordGrantType()) // an exhibit
            return await http.RequestServices.GetRequiredService<PasswordGrant>().OfAsync(request, http.RequestAborted) is { } person
                ? Engine.Grant(person) : Engine.Refuse(OpenIddictConstants.Errors.InvalidGrant, "User name and password do not belong together.");
        var presented = (await http.AuthenticateAsync(Engine.Scheme)).Principal!;
        return request.IsTokenExchangeGrantType() ? Exchange(request, presented) : await PersonAsync(request, presented);
    }

    private IResult Exchange(OpenIddictRequest request, ClaimsPrincipal subject)
    {
        var (granted, error, description) = machine.Narrower(request, subject);
        return granted is null ? Engine.Refuse(error, description) : Engine.Grant(granted);
    }

    // Made anew from the consent and the person as they are now. A refresh that asks for less gets an access token for less; the
    // refresh token keeps what was granted (RFC 6749 §6), and the engine sees to both.
    private async Task<IResult> PersonAsync(OpenIddictRequest request, ClaimsPrincipal presented)
    {
        if (await consents.UseAsync(presented.GetClaim(PersonGrant.ConsentId)!) is not { } consent
            || await people.FindAsync(consent.Subject) is not { } person)
            return Engine.Refuse(OpenIddictConstants.Errors.InvalidGrant, "The consent behind this grant has ended.");

        var authenticated = long.Parse(presented.GetClaim(Claims.AuthenticationTime)!, CultureInfo.InvariantCulture);
        return Engine.Grant(grant.Of(consent, person, request, presented.GetScopes(), DateTimeOffset.FromUnixTimeSeconds(authenticated), presented.GetClaim(PersonGrant.SessionId)));
    }
}
