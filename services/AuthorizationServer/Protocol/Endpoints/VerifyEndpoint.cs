using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OAuthDemo.AuthorizationServer.Consents;
using OAuthDemo.AuthorizationServer.People;
using OAuthDemo.AuthorizationServer.Protocol.Devices;
using OAuthDemo.AuthorizationServer.Protocol.Grants;
using OpenIddict.Abstractions;

namespace OAuthDemo.AuthorizationServer.Protocol.Endpoints;

/// <summary>
/// A person has typed a device's code (RFC 8628 §3.3): who is she, and does she agree? As at the authorization endpoint, what is missing is asked for
/// on a page that comes back here; then the device gets its answer when it asks the next time.
/// </summary>
internal sealed class VerifyEndpoint(DeviceRequests devices, ConsentRegister consents, KnownPeople people, PersonGrant grant)
{
    private const string Done = "/device/done";

    /// <summary>Where a code that was typed on the page is taken.</summary>
    public static string AddressOf(string userCode) => $"/connect/verify?user_code={UserCode.Normalise(userCode)}";

    public async Task<IResult> HandleAsync(HttpContext http)
    {
        var request = http.GetOpenIddictServerRequest()!;
        if (request.UserCode is not { Length: > 0 } code || await devices.FindAsync(code) is not { } device)
            return Results.Redirect("~/device?gone=true");

        var address = AddressOf(code);
        var session = (await http.AuthenticateAsync(Session.Scheme)).Principal;
        if (session?.PersonId() is not { } id || await people.FindAsync(id) is not { } person)
            return Results.Redirect($"~/login?returnUrl={Uri.EscapeDataString(address)}");

        var decision = (string?)http.Request.Query[AuthorizeEndpoint.ConsentParameter];
        if (decision is null || await consents.TakeDecisionAsync(decision, id, device.ClientId, "", address) is not { } consent)
        {
            var question = await consents.AskAsync(device.ClientId, id, device.Scopes, "", address, askedFrom: device.Address);
            return Results.Redirect($"~/consent/{question.Id}");
        }

        return consent.Status == ConsentStatus.Rejected
            ? Engine.Refuse(OpenIddictConstants.Errors.AccessDenied, "The person said no.", goTo: $"{http.Request.PathBase}{Done}?allowed=false")
            : Engine.Grant(grant.Of(consent, person, request, device.Scopes, session.AuthenticatedAt()), goTo: $"{http.Request.PathBase}{Done}?allowed=true");
    }
}
