using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore;
using OAuthDemo.AuthorizationServer.Consents;
using OAuthDemo.AuthorizationServer.People;
using OAuthDemo.AuthorizationServer.Protocol.Grants;
using OAuthDemo.AuthorizationServer.Protocol.Legacy;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Endpoints;

/// <summary>A valid token request: what may the tokens say? The engine has checked client, code, verifier and refresh token.</summary>
internal sealed class TokenEndpoint(StandingConsents consents, KnownPeople people, PersonGrant grant, MachineGrant machine) : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    public async ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        var request = context.Request;
        if (request.IsClientCredentialsGrantType())
            context.SignIn(machine.Own(request));
        else if (request.IsPasswordGrantType()) // an exhibit
            await PasswordAsync(context);
        else if (request.IsTokenExchangeGrantType())
            Exchange(context);
        else
            await PersonAsync(context, context.Principal!);
    }

    private static async Task PasswordAsync(HandleTokenRequestContext context)
    {
        var http = context.Transaction.GetHttpRequest()!.HttpContext;
        if (await http.RequestServices.GetRequiredService<PasswordGrant>().OfAsync(context.Request, http.RequestAborted) is { } granted)
            context.SignIn(granted);
        else
            context.Reject(OpenIddictConstants.Errors.InvalidGrant, "User name and password do not belong together.");
    }

    private void Exchange(HandleTokenRequestContext context)
    {
        var (granted, error, description) = machine.Narrower(context.Request, context.SubjectTokenPrincipal!);
        if (granted is null)
            context.Reject(error, description);
        else
            context.SignIn(granted);
    }

    // Made anew from the consent and the person as they are now. A refresh that asks for less gets an access token for less; the
    // refresh token keeps what was granted (RFC 6749 §6), and the engine sees to both.
    private async Task PersonAsync(HandleTokenRequestContext context, ClaimsPrincipal presented)
    {
        if (await consents.UseAsync(presented.GetClaim(PersonGrant.ConsentId)!) is not { } consent
            || await people.FindAsync(consent.Subject) is not { } person)
        {
            context.Reject(OpenIddictConstants.Errors.InvalidGrant, "The consent behind this grant has ended.");
            return;
        }

        var authenticated = DateTimeOffset.FromUnixTimeSeconds(long.Parse(presented.GetClaim(Claims.AuthenticationTime)!, CultureInfo.InvariantCulture));
        context.SignIn(grant.Of(consent, person, context.Request, presented.GetScopes(), authenticated, presented.GetClaim(PersonGrant.SessionId)));
    }
}
