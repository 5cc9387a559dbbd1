using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OAuthDemo.ServiceDefaults.PublicAddresses;

namespace OAuthDemo.ServiceDefaults.SecurityHeaders;

internal static class SafeHeaders
{
    public static void UseSafeHeaders(this WebApplication app, Action<HeaderPolicyCollection>? change)
    {
        var policy = new HeaderPolicyCollection()
            .AddContentTypeOptionsNoSniff()
            .AddFrameOptionsDeny()
            .AddReferrerPolicyNoReferrer()
            .AddCrossOriginOpenerPolicy(builder => builder.SameOrigin())
            .AddCrossOriginResourcePolicy(builder => builder.SameOrigin())
            .AddContentSecurityPolicy(builder =>
            {
                builder.AddDefaultSrc().None();
                builder.AddBaseUri().None();
                builder.AddFormAction().None();
                builder.AddFrameAncestors().None();
            })
            .RemoveServerHeader();
        if (app.Services.GetRequiredService<PublicAddress>().IsStrict) policy.AddStrictTransportSecurityMaxAgeIncludeSubDomains();

        change?.Invoke(policy);
        app.UseSecurityHeaders(policy);
    }
}
