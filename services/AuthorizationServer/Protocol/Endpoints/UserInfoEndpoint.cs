using Microsoft.AspNetCore.Authentication;
using OAuthDemo.AuthorizationServer.Consents;
using OAuthDemo.AuthorizationServer.People;
using OAuthDemo.AuthorizationServer.Protocol.Grants;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OAuthDemo.AuthorizationServer.Protocol.Endpoints;

/// <summary>Who the person is, for a client that was allowed to know (OpenID Connect Core §5.3).</summary>
internal sealed class UserInfoEndpoint(StandingConsents consents, KnownPeople people)
{
    public async Task<IResult> HandleAsync(HttpContext http)
    {
        var token = (await http.AuthenticateAsync(Engine.Scheme)).Principal!;
        if (!token.HasScope(Scopes.OpenId))
            return Engine.Challenge(OpenIddictConstants.Errors.InsufficientScope, "This needs an access token with the scope openid.");
        if (token.GetClaim(PersonGrant.ConsentId) is not { } id || await consents.FindAsync(id) is not { } consent
            || await people.FindAsync(consent.Subject) is not { } person)
            return Engine.Challenge(OpenIddictConstants.Errors.InvalidToken, "No person stands behind this token.");

        var claims = new Dictionary<string, object?> { [Claims.Subject] = token.GetClaim(Claims.Subject) };
        if (token.HasScope(Scopes.Profile))
            claims[Claims.Name] = person.DisplayName;
        if (token.HasScope(Scopes.Email))
            (claims[Claims.Email], claims[Claims.EmailVerified]) = (person.Email, person.EmailConfirmed);
        http.Response.Headers.CacheControl = "no-store";
        return Results.Ok(claims);
    }
}
