using Yarp.ReverseProxy.Forwarder;

namespace OAuthDemo.Gateway.Backends;

/// <summary>
/// An instance that has just died is still on the list. What only reads is asked again of another one, once, and so is what nobody was there to take,
/// be it that the connection was refused or that nothing answered to it; what may have changed something is never sent twice.
/// </summary>
internal sealed class AnotherInstance(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);

        if (context.GetForwarderErrorFeature() is not { } failure || context.Response.HasStarted
            || !(NotConnected(failure) || (failure.Error is ForwarderError.Request && OnlyReads(context.Request.Method)))) return;

        var proxy = context.GetReverseProxyFeature();
        var others = proxy.AllDestinations.Where(destination => destination != proxy.ProxiedDestination).ToArray();
        if (others.Length == 0) return;

        proxy.AvailableDestinations = others;
        context.Features.Set<IForwarderErrorFeature>(null);
        context.Response.Clear();
        await next(context);
    }

    /// <summary>Whether not a byte of the request was sent.</summary>
    internal static bool NeverArrived(IForwarderErrorFeature failure) => failure.Error is ForwarderError.NoAvailableDestinations || NotConnected(failure);

    internal static bool OnlyReads(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);

    // Refused, of no known address, or not made in time, which is what a machine that is gone looks like.
    private static bool NotConnected(IForwarderErrorFeature failure) => failure.Exception is
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } or OperationCanceledException { InnerException: TimeoutException };
}
