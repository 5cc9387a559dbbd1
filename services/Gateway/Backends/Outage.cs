using OAuthDemo.Gateway.Notices;
using Yarp.ReverseProxy.Forwarder;

namespace OAuthDemo.Gateway.Backends;

/// <summary>Says which part of the bank does not answer.</summary>
internal sealed class Outage(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);

        if (context.GetForwarderErrorFeature() is not { } failure || context.Response.HasStarted
            || failure.Error is ForwarderError.RequestCanceled) return;

        var part = context.GetReverseProxyFeature().Cluster.Config.ClusterId;
        context.Response.Headers.RetryAfter = "5";
        await Notice.SayAsync(context, StatusCodes.Status503ServiceUnavailable, "bank.unavailable", "Harbour Bank is briefly away",
            $"The bank's {part} does not answer. Nothing was changed, and nothing was lost; try again shortly.", ("part", part));
    }
}
