using Microsoft.AspNetCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Rules;

/// <summary>
/// A token in an address or a page's form ends up in logs and histories (RFC 9700 §4.3.2): userinfo reads the header only, and
/// introspection takes POST only (RFC 7662 §2.1). What either says is kept by nobody.
/// </summary>
internal sealed class TokenInHeader : IOpenIddictServerHandler<ExtractUserInfoRequestContext>, IOpenIddictServerHandler<ExtractIntrospectionRequestContext>
{
    public ValueTask HandleAsync(ExtractUserInfoRequestContext context)
    {
        context.Request!.AccessToken = null;
        return ValueTask.CompletedTask;
    }

    public ValueTask HandleAsync(ExtractIntrospectionRequestContext context)
    {
        var http = context.Transaction.GetHttpRequest()!.HttpContext;
        http.Response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsPost(http.Request.Method))
            context.Reject(OpenIddictConstants.Errors.InvalidRequest, "Introspection takes POST requests only.");
        return ValueTask.CompletedTask;
    }
}
