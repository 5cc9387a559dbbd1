using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using MudBlazor.Services;
using OAuthDemo.FinanceAggregator.Bank;
using OAuthDemo.ServiceDefaults.PublicAddresses;

namespace OAuthDemo.FinanceAggregator.Pages;

internal static class PageSetup
{
    public static void AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices();
        services.AddHttpContextAccessor();
        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<PublicAddress>((antiforgery, address) =>
            address.Protect(antiforgery.Cookie, "tidepool.antiforgery"));
    }

    /// <summary>Shows the error page after a form that failed, too: a page that was posted to would ask for its own form.</summary>
    public static void UseErrorPage(this WebApplication app) => app.Use((http, next) =>
    {
        if (http.Features.Get<IStatusCodeReExecuteFeature>() is not null)
            http.Request.Method = HttpMethods.Get;
        return next(http);
    });

    public static void MapPages(this WebApplication app) =>
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();

    /// <summary>What a page may load: only what Tidepool itself serves.</summary>
    public static Action<HeaderPolicyCollection> Headers(WebApplication app) => headers => headers
        .AddContentSecurityPolicy(policy =>
        {
            policy.AddDefaultSrc().None();
            policy.AddScriptSrc().Self();
            policy.AddStyleSrc().Self().UnsafeInline(); // MudBlazor positions and themes with style attributes and elements
            policy.AddImgSrc().Self().Data();
            policy.AddConnectSrc().Self();
            policy.AddBaseUri().Self();
            policy.AddFrameAncestors().None();
            // A browser applies this to the redirect that answers a form, too: Connect ends at the bank.
            policy.AddFormAction().Self().From(app.Services.GetRequiredService<BankSettings>().Issuer.GetLeftPart(UriPartial.Authority));
        });
}
