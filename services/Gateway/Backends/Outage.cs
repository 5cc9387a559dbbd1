using OAuthDemo.ServiceDefaults.Problems;
using Yarp.ReverseProxy.Forwarder;

namespace OAuthDemo.Gateway.Backends;

/// <summary>Says which part of the bank does not answer, to a person as a page and to a program as problem+json.</summary>
internal sealed class Outage(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);

        if (context.GetForwarderErrorFeature() is not { } failure || context.Response.HasStarted
            || failure.Error is ForwarderError.RequestCanceled) return;

        var part = context.GetReverseProxyFeature().Cluster.Config.ClusterId;
        context.Response.Headers.RetryAfter = "5";
        if (context.Request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html"))
            await Page(part).ExecuteAsync(context);
        else
            await Problem.Of(StatusCodes.Status503ServiceUnavailable, "bank.unavailable",
                $"The bank's {part} does not answer. Nothing was changed; try again shortly.", ("part", part)).ExecuteAsync(context);
    }

    private static IResult Page(string part) => Results.Content($"""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Harbour Bank is briefly away</title></head>
        <body>
          <main data-page="outage">
            <h1>Harbour Bank is briefly away</h1>
            <p>One part of the bank ({part}) does not answer right now. Nothing was changed, and nothing was lost.</p>
            <p>Wait a moment, then reload this page.</p>
          </main>
        </body>
        </html>
        """, "text/html; charset=utf-8", statusCode: StatusCodes.Status503ServiceUnavailable);
}
