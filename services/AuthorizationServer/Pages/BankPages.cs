using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc.Filters;
using OAuthDemo.AuthorizationServer.Accounts;
using OAuthDemo.AuthorizationServer.People;
using OAuthDemo.ServiceDefaults.Issuer;
using OAuthDemo.ServiceDefaults.PublicAddresses;

namespace OAuthDemo.AuthorizationServer.Pages;

/// <summary>What a person sees of the bank.</summary>
internal static class BankPages
{
    public static void AddBankPages(this IServiceCollection services)
    {
        services.AddCustomerAccounts();
        services.AddRazorPages(options => options.Conventions.ConfigureFilter(new NotStored()));
        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<IssuerAddress, PublicAddress>((antiforgery, issuer, address) =>
            address.Protect(antiforgery.Cookie, Session.CookieOf(issuer, "harbour-form")));
    }

    public static void MapBankPages(this WebApplication app)
    {
        app.MapRazorPages();
        app.MapGet("/favicon.ico", () => Results.Redirect("~/css/anchor.svg", permanent: true));
    }

    /// <summary>Whoever sits down at this computer next must not find these pages by going back.</summary>
    private sealed class NotStored : IResultFilter
    {
        // Antiforgery wants these two words and complains of fewer.
        public void OnResultExecuting(ResultExecutingContext context) => context.HttpContext.Response.Headers.CacheControl = "no-cache, no-store";

        public void OnResultExecuted(ResultExecutedContext context)
        {
        }
    }
}
