using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OAuthDemo.ServiceDefaults.ProtocolSteps;

namespace OAuthDemo.ServiceDefaults.Problems;

internal static class ProblemSetup
{
    public static void AddProblems(this IServiceCollection services)
    {
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
        {
            if (StoreAway.Explains(context.Exception ?? context.HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error))
            {
                context.ProblemDetails.Extensions.TryAdd("code", StoreAway.Code);
                context.ProblemDetails.Detail ??= StoreAway.Detail;
            }

            context.ProblemDetails.Extensions.TryAdd("code", CodeOf(context.HttpContext.Response.StatusCode));
            context.HttpContext.Features.Get<ProtocolStep>()?.Refuse(context.ProblemDetails.Extensions["code"]?.ToString());
        });

        services.AddExceptionHandler<StoreAwayAnswer>();

        // An unreadable parameter is the caller's error in every environment, not an exception in Development only.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);
    }

    public static void UseProblems(this WebApplication app, string? errorPage)
    {
        var options = new ExceptionHandlerOptions
        {
            StatusCodeSelector = error => error switch
            {
                BadHttpRequestException bad => bad.StatusCode,
                _ when StoreAway.Explains(error) => StatusCodes.Status503ServiceUnavailable,
                _ => StatusCodes.Status500InternalServerError,
            },
            SuppressDiagnosticsCallback = failure => StoreAway.Explains(failure.Exception), // one line says it, many times over
        };
        if (errorPage is null)
        {
            app.UseExceptionHandler(options);
            app.UseStatusCodePages();
        }
        else
        {
            options.ExceptionHandlingPath = errorPage;
            options.CreateScopeForErrors = true;
            app.UseExceptionHandler(options);
            app.UseStatusCodePagesWithReExecute(errorPage, "?status={0}", createScopeForStatusCodePages: true);
        }
    }

    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "request.invalid",
        StatusCodes.Status401Unauthorized => "token.missing",
        StatusCodes.Status403Forbidden => "request.forbidden",
        StatusCodes.Status404NotFound => "path.notFound",
        StatusCodes.Status405MethodNotAllowed => "method.notAllowed",
        StatusCodes.Status415UnsupportedMediaType => "mediaType.unsupported",
        StatusCodes.Status429TooManyRequests => "requests.tooMany",
        StatusCodes.Status503ServiceUnavailable => "service.unavailable",
        >= 500 => "server.error",
        _ => "request.refused",
    };
}
