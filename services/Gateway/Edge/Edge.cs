using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using OAuthDemo.ServiceDefaults.BearerTokens;
using Yarp.ReverseProxy.Model;

namespace OAuthDemo.Gateway.Edge;

/// <summary>What is settled at the front door, before a request reaches a service of the bank.</summary>
internal static class Edge
{
    // Named by the routes in appsettings.json.
    private const string BankToken = "bank-token";

    public static void AddEdge(this IHostApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var resource = configuration["Bank:Resource"] ?? "urn:harbour-bank:api";
        var scopes = configuration.GetSection("Bank:Scopes").Get<string[]>() ?? [];

        // Coarse on purpose: a good token with any scope of the bank. Which scope opens what is the API's own knowledge.
        builder.AddBearerTokens(audience: resource).RequireAnyScope(BankToken, scopes);
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider(); // no cookie is made here, so no key is kept
        builder.Services.AddSecurityHeaderPolicies().SetPolicySelector(selector =>
            WasProxied(selector.HttpContext) ? new HeaderPolicyCollection() : selector.SelectedPolicy);
        builder.Services.PostConfigure<ForwardedHeadersOptions>(options => BelieveNobodyByDefault(options, configuration));
    }

    /// <summary>The few pages that the gateway makes itself wear the bank's style sheets, and run nothing.</summary>
    public static void OwnPages(HeaderPolicyCollection headers) => headers.AddContentSecurityPolicy(policy =>
    {
        policy.AddDefaultSrc().None();
        policy.AddStyleSrc().Self();
        policy.AddImgSrc().Self();
        policy.AddBaseUri().None();
        policy.AddFormAction().None();
        policy.AddFrameAncestors().None();
    });

    // A page's headers are its service's; the gateway's apply to the answers that it gives itself.
    internal static bool WasProxied(HttpContext context) =>
        context.Features.Get<IReverseProxyFeature>()?.ProxiedDestination is not null && context.GetForwarderErrorFeature() is null;

    // This is the first hop. Only where another proxy stands in front of it may a request say whom it comes from.
    private static void BelieveNobodyByDefault(ForwardedHeadersOptions options, IConfiguration configuration)
    {
        if (!configuration.GetSection("Gateway:Networks").Exists()) options.ForwardedHeaders = ForwardedHeaders.None;
    }
}
