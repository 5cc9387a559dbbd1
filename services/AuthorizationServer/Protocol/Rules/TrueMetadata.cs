using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Rules;

/// <summary>Adds what is true and the engine does not say by itself (RFC 8414 §2): public clients prove themselves by PKCE alone.</summary>
internal sealed class TrueMetadata : IOpenIddictServerHandler<HandleConfigurationRequestContext>
{
    private const string NoAuthentication = "none";

    public ValueTask HandleAsync(HandleConfigurationRequestContext context)
    {
        context.TokenEndpointAuthenticationMethods.Add(NoAuthentication);
        context.RevocationEndpointAuthenticationMethods.Add(NoAuthentication);
        return ValueTask.CompletedTask;
    }
}
