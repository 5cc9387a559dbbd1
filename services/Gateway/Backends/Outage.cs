using OAuthDemo.Gateway.Notices;
using Yarp.ReverseProxy.Forwarder;

namespace OAuthDemo.Gateway.Backends;

/// <summary>Says which part of the bank does not answer, and of a request that may have arrived, that nobody knows what became of it.</summary>
internal sealed class Outage(RequestDelegate next)
{
    private const string NotDone = "Nothing was changed, and nothing was lost; try again shortly.";

    private const string NotKnown = "It is not known whether what was asked of it has been done: the answer was lost. Go back and look; if it was not done, try again.";

    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);

        if (context.GetForwarderErrorFeature() is not { } failure || context.Response.HasStarted
            || failure.Error is ForwarderError.RequestCanceled) return;

        var part = context.GetReverseProxyFeature().Cluster.Config.ClusterId;
        context.Response.Headers.RetryAfter = "5";
        var known = AnotherInstance.OnlyReads(context.Request.Method) || AnotherInstance.NeverArrived(failure);
        await Notice.SayAsync(context, StatusCodes.Status503ServiceUnavailable, "bank.unavailable", "Harbour Bank is briefly away",
            $"The bank's {part} does not answer. {(known ? NotDone : NotKnown)}", ("part", part), ("outcome", known ? "notDone" : "unknown"));
    }
}
