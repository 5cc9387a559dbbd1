using OAuthDemo.AuthorizationServer.Catalogue;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Rules;

/// <summary>A client asks only for scopes that it is registered for; else <c>invalid_scope</c> (RFC 6749 §4.1.2.1, §5.2).</summary>
internal sealed class AllowedScopes(Bank bank) :
    IOpenIddictServerHandler<ValidateAuthorizationRequestContext>, IOpenIddictServerHandler<ValidatePushedAuthorizationRequestContext>,
    IOpenIddictServerHandler<ValidateDeviceAuthorizationRequestContext>, IOpenIddictServerHandler<ValidateTokenRequestContext>
{
    public ValueTask HandleAsync(ValidateAuthorizationRequestContext context) => CheckForPerson(context, context.Request);

    public ValueTask HandleAsync(ValidatePushedAuthorizationRequestContext context) => CheckForPerson(context, context.Request);

    public ValueTask HandleAsync(ValidateDeviceAuthorizationRequestContext context) => CheckForPerson(context, context.Request);

    private ValueTask CheckForPerson(BaseValidatingContext context, OpenIddictRequest request)
    {
        if (request.GetScopes().IsDefaultOrEmpty)
            context.Reject(OpenIddictConstants.Errors.InvalidScope, "The request asks for no scope at all, so there is nothing to agree to.");
        else
            Check(context, request);
        return ValueTask.CompletedTask;
    }

    public ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        if (!context.Request.IsRefreshTokenGrantType()) // there, only what was granted counts
            Check(context, context.Request);
        return ValueTask.CompletedTask;
    }

    private void Check(BaseValidatingContext context, OpenIddictRequest request)
    {
        var allowed = bank.Client(request.ClientId)?.Scopes ?? [];
        if (request.GetScopes().FirstOrDefault(scope => !allowed.Contains(scope)) is { } scope)
            context.Reject(OpenIddictConstants.Errors.InvalidScope, $"The client is not registered for the scope {scope}.");
    }
}
