using OAuthDemo.Gateway.Notices;
using OAuthDemo.ServiceDefaults.OutgoingCalls;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.ServiceDiscovery;
using Yarp.ReverseProxy.Transforms;

namespace OAuthDemo.Gateway.Backends;

/// <summary>The services behind the gateway. The routes stand in appsettings.json: what is not named there is not reachable.</summary>
internal static class Backends
{
    // Who the caller is, is said by a token. A header that claims it is dropped, so that no service can ever come to trust one.
    private static readonly string[] _claimsOfIdentity =
    [
        "Forwarded", "X-Authenticated-User", "X-Client-Id", "X-Consent-Id", "X-Forwarded-User", "X-Forwarded-Email",
        "X-Original-URL", "X-Real-IP", "X-Remote-User", "X-Rewrite-URL", "X-Scope", "X-Subject", "X-User", "X-User-Id",
    ];

    public static void AddBackends(this IHostApplicationBuilder builder)
    {
        var connectTimeout = builder.Configuration.BackchannelTimeout(TimeSpan.FromSeconds(2));
        // YARP logs the stack of every probe that fails; LoggedConsecutiveFailures says it in one line.
        builder.Logging.AddFilter("Yarp.ReverseProxy.Health.ActiveHealthCheckMonitor", LogLevel.Error);
        builder.Services.AddSingleton<IActiveHealthCheckPolicy, LoggedConsecutiveFailures>();
        builder.Services.AddSingleton<IDestinationResolver, DiscoveredDestinations>();
        builder.Services.AddReverseProxy()
            .LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"))
            .ConfigureHttpClient((_, handler) => handler.ConnectTimeout = connectTimeout)
            .AddTransforms(context =>
            {
                context.AddXForwarded(ForwardedTransformActions.Set);
                context.AddOriginalHost();
                foreach (var header in _claimsOfIdentity)
                    context.AddRequestHeaderRemove(header);
            });
    }

    public static void MapBackends(this WebApplication app)
    {
        app.MapReverseProxy(proxy =>
        {
            proxy.UseMiddleware<Outage>();
            proxy.UseMiddleware<AnotherInstance>();
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        });
        app.MapFallback("{*path}", context => Notice.SayAsync(context, StatusCodes.Status404NotFound, "path.notFound",
            "There is nothing here", "The bank has no page and no service at this address."));
    }
}
