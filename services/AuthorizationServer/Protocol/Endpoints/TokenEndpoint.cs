using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OAuthDemo.AuthorizationServer.Catalogue;
using OAuthDemo.AuthorizationServer.Protocol.Grants;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OAuthDemo.AuthorizationServer.Protocol.Endpoints;

/// <summary>A valid token request: what may the tokens say? The engine has checked client, code, verifier and refresh token.</summary>
internal sealed class TokenEndpoint(Bank bank, BankResource resource)
{
    public async Task<IResult> HandleAsync(HttpContext http)
    {
        var request = http.GetOpenIddictServerRequest()!;
        return Results.SignIn(
            request.IsClientCredentialsGrantType() ? Machine(request) : await PersonAsync(http, request), authenticationScheme: Engine.Scheme);
    }

    // A machine speaks for itself: its subject is its client id, which no pairwise subject of a person can equal. It can ask
    // for a token whenever it wants one, so it gets no refresh token (RFC 6749 §4.4.3).
    private ClaimsPrincipal Machine(OpenIddictRequest request)
    {
        var client = bank.Client(request.ClientId)!;
        var asked = request.GetScopes();
        var identity = new ClaimsIdentity("grant", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, client.Id);
        identity.SetScopes((asked.IsDefaultOrEmpty ? [.. client.Scopes] : asked).Where(scope => scope != Scopes.OfflineAccess));
        identity.SetResources(resource.Identifier);
        identity.SetDestinations(PersonGrant.Destinations);
        return new ClaimsPrincipal(identity);
    }

    private static async Task<ClaimsPrincipal> PersonAsync(HttpContext http, OpenIddictRequest request)
    {
        var granted = (await http.AuthenticateAsync(Engine.Scheme)).Principal!;
        if (request.IsRefreshTokenGrantType() && request.GetScopes() is { IsDefaultOrEmpty: false } fewer)
            granted.SetScopes(fewer); // the engine has refused any that was not granted
        granted.SetDestinations(PersonGrant.Destinations);
        return granted;
    }
}
