using Yarp.ReverseProxy.Forwarder;

namespace OAuthDemo.Gateway.Backends;

/// <summary>
/// An instance that has just died is still on the list. What only reads is asked again of another one, once, and so is what nobody was there to take;
/// what may have changed something is never sent twice.
/// </summary>
internal sealed class AnotherInstance(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);

        if (context.GetForwarderErrorFeature() is not { Error: ForwarderError.Request } failure || context.Response.HasStarted
            || !(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || NeverArrived(failure))) return;

        var proxy = context.GetReverseProxyFeature();
        var others = proxy.AllDestinations.Where(destination => destination != proxy.ProxiedDestination).ToArray();
        if (others.Length == 0) return;

        proxy.AvailableDestinations = others;
        context.Features.Set<IForwarderErrorFeature>(null);
        context.Response.Clear();
        await next(context);
    }

    /// <summary>Whether no connection was made, so that not a byte of the request was sent.</summary>
    internal static bool NeverArrived(IForwarderErrorFeature failure) => failure.Error is ForwarderError.NoAvailableDestinations
        || failure.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError };
}
