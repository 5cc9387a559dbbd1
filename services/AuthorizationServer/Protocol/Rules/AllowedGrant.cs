using OAuthDemo.AuthorizationServer.Catalogue;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Rules;

/// <summary>
/// A public client that tries a grant it is not registered for is told just that (RFC 6749 §5.2), before the engine misses the
/// secret that it could never have. A confidential one must first prove who it is.
/// </summary>
internal sealed class AllowedGrant(Bank bank) : IOpenIddictServerHandler<ValidateTokenRequestContext>
{
    public ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        if (bank.Client(context.Request.ClientId) is { IsConfidential: false } client
            && context.Request.GrantType is { } grant && context.Options.GrantTypes.Contains(grant) && !client.Grants.Contains(grant))
            context.Reject(OpenIddictConstants.Errors.UnauthorizedClient, $"The client is not registered for the grant type {grant}.");
        return ValueTask.CompletedTask;
    }
}
