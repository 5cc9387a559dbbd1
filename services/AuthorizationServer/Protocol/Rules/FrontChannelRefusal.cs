using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OAuthDemo.AuthorizationServer.Catalogue;
using OAuthDemo.AuthorizationServer.Errors;
using OAuthDemo.AuthorizationServer.People;
using OAuthDemo.AuthorizationServer.Protocol.Endpoints;
using OAuthDemo.AuthorizationServer.Protocol.Legacy;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Rules;

/// <summary>
/// Where a refused authorization request goes: to the client only if client and redirect URI are registered for each other
/// (RFC 6749 §4.1.2.1), and only after a person was seen to be there (RFC 9700 §4.11.2: else any stranger's link would bounce
/// off the bank to anywhere); otherwise to a page.
/// </summary>
internal sealed class FrontChannelRefusal(IOpenIddictApplicationManager clients, Bank bank, Exhibits exhibits, IHostEnvironment environment)
    : IOpenIddictServerHandler<ApplyAuthorizationResponseContext>
{
    public async ValueTask HandleAsync(ApplyAuthorizationResponseContext context)
    {
        // A token, which only an exhibit gives here, at least stays out of the next server's logs (RFC 6749 §4.2.2).
        context.ResponseMode = context.Request?.HasResponseType(ResponseTypes.Token) == true && exhibits.AreOpen ? ResponseModes.Fragment : ResponseModes.Query;
        if (context.Error is null || context.RedirectUri is not null) return;

        var http = context.Transaction.GetHttpRequest()!.HttpContext;
        if (!await MayAnswerAsync(context.Request))
            http.Features.Set(Explain(context));
        else if ((await http.AuthenticateAsync(Session.Scheme)).Succeeded || context.Request!.HasPromptValue(PromptValues.None))
            context.RedirectUri = context.Request!.RedirectUri;
        else
        {
            http.Response.Redirect($"{http.Request.PathBase}/login?returnUrl={Uri.EscapeDataString(AuthorizeEndpoint.AddressOf(context.Request!))}");
            context.HandleRequest();
        }
    }

    private async Task<bool> MayAnswerAsync(OpenIddictRequest? request) =>
        request is { ClientId: { Length: > 0 } id, RedirectUri: { Length: > 0 } uri }
        && await clients.FindByClientIdAsync(id) is { } client && await clients.ValidateRedirectUriAsync(client, uri);

    private ProtocolError Explain(ApplyAuthorizationResponseContext context)
    {
        var broken = environment.IsDevelopment() ? BrokenRule.Of(context.Request, context.Error!, bank) : null;
        return new ProtocolError(
            context.Error!, context.Response.ErrorDescription ?? "The request cannot be understood.", broken?.Rule, broken?.Section,
            bank.Client(context.Request?.ClientId)?.Name);
    }
}
