using Microsoft.AspNetCore.Http.HttpResults;
using OAuthDemo.FinanceAggregator.Bank;

namespace OAuthDemo.FinanceAggregator.Spa;

/// <summary>A client that lives in the browser alone. This server only hands out its page and scripts.</summary>
internal static class SpaEndpoints
{
    private const string Place = "/spa";
    private const string Callback = "/spa/callback"; // the redirect URI: its script takes the code out of the address

    public static void MapSpa(this IEndpointRouteBuilder routes)
    {
        foreach (var path in (string[])[Place, Callback])
            routes.MapGet(path, () => new RazorComponentResult<SpaPage>());
    }

    /// <summary>
    /// Stricter than the other pages: own scripts and styles, and calls to the bank only. It has the last word on the headers,
    /// so it has to stand before everything that sets some.
    /// </summary>
    public static void UseSpaHeaders(this WebApplication app)
    {
        var bank = app.Services.GetRequiredService<BankSettings>().Issuer.GetLeftPart(UriPartial.Authority);
        var policy = $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src {bank}; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";
        app.Use((http, next) =>
        {
            if (http.Request.Path.Value is Place or Callback)
                http.Response.OnStarting(() =>
                {
                    http.Response.Headers.ContentSecurityPolicy = policy;
                    http.Response.Headers.CacheControl = "no-store";
                    return Task.CompletedTask;
                });
            return next(http);
        });
    }
}
