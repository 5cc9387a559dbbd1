using System.Collections.Immutable;
using OAuthDemo.AuthorizationServer.Consents;
using OAuthDemo.AuthorizationServer.Protocol.Grants;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Rules;

/// <summary>
/// Adds what is true and the engine does not say by itself (RFC 8414 §2): public clients prove themselves by PKCE alone, keys of clients sign with ES256,
/// these details can be agreed to (RFC 9396 §10), and a client can be told that somebody signed out.
/// </summary>
internal sealed class TrueMetadata : IOpenIddictServerHandler<HandleConfigurationRequestContext>
{
    private const string NoAuthentication = "none";

    private static readonly ImmutableArray<string?> _signing = [OpenIddictConstants.Algorithms.EcdsaSha256];
    private static readonly ImmutableArray<string?> _details = [PaymentOrder.TypeName, StatementOrder.TypeName];

    public ValueTask HandleAsync(HandleConfigurationRequestContext context)
    {
        context.TokenEndpointAuthenticationMethods.Add(NoAuthentication);
        context.RevocationEndpointAuthenticationMethods.Add(NoAuthentication);
        foreach (var endpoint in new[] { "token", "introspection", "revocation" })
            context.Metadata[$"{endpoint}_endpoint_auth_signing_alg_values_supported"] = new OpenIddictParameter(_signing);
        context.Metadata["authorization_details_types_supported"] = new OpenIddictParameter(_details);
        context.Metadata["require_pushed_authorization_requests"] = false;
        context.Metadata["backchannel_logout_supported"] = true;
        context.Metadata["backchannel_logout_session_supported"] = true;
        return ValueTask.CompletedTask;
    }
}
