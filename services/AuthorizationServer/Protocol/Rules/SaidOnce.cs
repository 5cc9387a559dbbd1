using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Rules;

/// <summary>A parameter is said once (RFC 6749 §3.1, §3.2): two values would let two readers see two different requests.</summary>
internal sealed class SaidOnce :
    IOpenIddictServerHandler<ValidateAuthorizationRequestContext>, IOpenIddictServerHandler<ValidateTokenRequestContext>,
    IOpenIddictServerHandler<ValidateIntrospectionRequestContext>, IOpenIddictServerHandler<ValidateRevocationRequestContext>,
    IOpenIddictServerHandler<ValidatePushedAuthorizationRequestContext>, IOpenIddictServerHandler<ValidateDeviceAuthorizationRequestContext>
{
    public ValueTask HandleAsync(ValidateAuthorizationRequestContext context) => Check(context, context.Request);

    public ValueTask HandleAsync(ValidateTokenRequestContext context) => Check(context, context.Request);

    public ValueTask HandleAsync(ValidatePushedAuthorizationRequestContext context) => Check(context, context.Request);

    public ValueTask HandleAsync(ValidateDeviceAuthorizationRequestContext context) => Check(context, context.Request);

    public ValueTask HandleAsync(ValidateIntrospectionRequestContext context) => Check(context, context.Request);

    public ValueTask HandleAsync(ValidateRevocationRequestContext context) => Check(context, context.Request);

    private static ValueTask Check(BaseValidatingContext context, OpenIddictRequest request)
    {
        // RFC 8707 §2 alone allows a list.
        var twice = request.GetParameters().FirstOrDefault(parameter => parameter.Key != "resource" && parameter.Value.Count > 1).Key;
        if (twice is not null)
            context.Reject(OpenIddictConstants.Errors.InvalidRequest, $"The parameter {twice} stands in the request more than once.");
        return ValueTask.CompletedTask;
    }
}
