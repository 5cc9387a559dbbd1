using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Devices;

/// <summary>A device that asks faster than it was told is told to slow down (RFC 8628 §3.5).</summary>
internal sealed class PollingPace(DeviceRequests devices) : IOpenIddictServerHandler<ValidateTokenContext>
{
    public async ValueTask HandleAsync(ValidateTokenContext context)
    {
        if (context.EndpointType == OpenIddictServerEndpointType.Token && context.TokenId is { } id
            && context.Principal?.HasTokenType(TokenTypeIdentifiers.Private.DeviceCode) == true && !await devices.PollAsync(id))
            context.Reject(OpenIddictConstants.Errors.SlowDown, "This question came too early. Wait five seconds longer between two of them from now on.");
    }
}
