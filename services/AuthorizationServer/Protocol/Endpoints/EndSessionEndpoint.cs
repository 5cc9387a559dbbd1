using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OAuthDemo.AuthorizationServer.People;

namespace OAuthDemo.AuthorizationServer.Protocol.Endpoints;

/// <summary>
/// A client asks to end the session at the bank (OpenID Connect RP-Initiated Logout). The person is asked first, so that no
/// stranger's link can sign her out; then she is sent back where the client has registered.
/// </summary>
internal static class EndSessionEndpoint
{
    public static async Task<IResult> HandleAsync(HttpContext http)
    {
        if (!(await http.AuthenticateAsync(Session.Scheme)).Succeeded)
            return Results.SignOut(new AuthenticationProperties { RedirectUri = $"{http.Request.PathBase}/" }, [Engine.Scheme]);

        var request = http.GetOpenIddictServerRequest()!;
        var again = "/connect/logout" + QueryString.Create(
            request.GetParameters().Select(parameter => KeyValuePair.Create(parameter.Key, (string?)parameter.Value)));
        return Results.Redirect($"~/logout?returnUrl={Uri.EscapeDataString(again)}");
    }
}
