using Microsoft.AspNetCore;
using OAuthDemo.ServiceDefaults.Issuer;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Devices;

/// <summary>
/// The answer to a device (RFC 8628 §3.2): where its person goes is a page of the bank, how often it may ask is said, and what it asked for is
/// kept for that page.
/// </summary>
internal sealed class DeviceAnswer(DeviceRequests devices, IssuerAddress issuer) :
    IOpenIddictServerHandler<ProcessSignInContext>, IOpenIddictServerHandler<ApplyDeviceAuthorizationResponseContext>
{
    public async ValueTask HandleAsync(ProcessSignInContext context)
    {
        var address = context.Transaction.GetHttpRequest()!.HttpContext.Connection.RemoteIpAddress?.ToString();
        await devices.AddAsync(
            context.DeviceCodePrincipal!.GetTokenId()!, context.UserCodePrincipal!.GetTokenId()!, context.ClientId!, context.Request.GetScopes(), address);
    }

    public ValueTask HandleAsync(ApplyDeviceAuthorizationResponseContext context)
    {
        if (context.Response.UserCode is { } code)
        {
            var page = new Uri(issuer.Issuer, "device").AbsoluteUri;
            context.Response[OpenIddictConstants.Parameters.VerificationUri] = page;
            context.Response[OpenIddictConstants.Parameters.VerificationUriComplete] = $"{page}?user_code={code}";
            context.Response["interval"] = UserCode.PollingInterval;
        }

        return ValueTask.CompletedTask;
    }
}
