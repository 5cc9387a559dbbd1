using Microsoft.AspNetCore.Antiforgery;

namespace OAuthDemo.FinanceAggregator.Pages;

internal static class OwnForms
{
    /// <summary>Accepts a POST only from a form that this site gave to this browser; else 400, and nothing is done.</summary>
    public static TBuilder FromOwnForms<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.AddEndpointFilter(async (context, next) =>
        {
            var antiforgery = context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>();
            return await antiforgery.IsRequestValidAsync(context.HttpContext) ? await next(context) : TypedResults.BadRequest();
        });
}
