using OAuthDemo.AuthorizationServer.Catalogue;
using OAuthDemo.AuthorizationServer.Consents;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Rules;

/// <summary>
/// Who asks to pay says what: the scope alone would open any payment, so the request names exactly one (RFC 9396 §2, §5), and asks for no data beside it.
/// </summary>
internal sealed class NamedPayment(Bank bank) :
    IOpenIddictServerHandler<ValidateAuthorizationRequestContext>, IOpenIddictServerHandler<ValidatePushedAuthorizationRequestContext>
{
    public const string AuthorizationDetails = "authorization_details";

    private const string InvalidDetails = "invalid_authorization_details";

    public ValueTask HandleAsync(ValidateAuthorizationRequestContext context) => Check(context, context.Request);

    public ValueTask HandleAsync(ValidatePushedAuthorizationRequestContext context) => Check(context, context.Request);

    /// <summary>The payment that a request asks for, if it asks for one.</summary>
    public static PaymentOrder? Of(OpenIddictRequest request) => (string?)request[AuthorizationDetails] is { } details ? PaymentOrder.Parse(details) : null;

    private ValueTask Check(BaseValidatingContext context, OpenIddictRequest request)
    {
        var scopes = bank.Named(request.GetScopes()).ToList();
        var asksToPay = scopes.Exists(scope => scope.PerPayment);
        if (!request.HasParameter(AuthorizationDetails))
        {
            if (asksToPay)
                context.Reject(OpenIddictConstants.Errors.InvalidScope, "This scope opens one payment, which authorization_details must name.");
            return ValueTask.CompletedTask;
        }

        if (!asksToPay)
            context.Reject(InvalidDetails, "The authorization_details name a payment, and no scope asks to make one.");
        else if (scopes.Exists(scope => scope.PerAccount))
            context.Reject(OpenIddictConstants.Errors.InvalidScope, "A payment and data of accounts are agreed to one at a time.");
        else
            Parse(context, request);
        return ValueTask.CompletedTask;
    }

    private static void Parse(BaseValidatingContext context, OpenIddictRequest request)
    {
        try
        {
            Of(request);
        }
        catch (FormatException mistake)
        {
            context.Reject(InvalidDetails, mistake.Message);
        }
    }
}
