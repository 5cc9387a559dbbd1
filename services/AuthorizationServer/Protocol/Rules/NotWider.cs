using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Rules;

/// <summary>A refresh asks for no more than was granted; else <c>invalid_scope</c> (RFC 6749 §5.2, §6), where the engine says invalid_grant.</summary>
internal sealed class NotWider : IOpenIddictServerHandler<ValidateTokenRequestContext>
{
    public ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        if (context.RefreshTokenPrincipal is { } granted && context.Request.GetScopes().Except(granted.GetScopes()).Any())
            context.Reject(OpenIddictConstants.Errors.InvalidScope, "A refresh cannot ask for more than was granted.");
        return ValueTask.CompletedTask;
    }
}
