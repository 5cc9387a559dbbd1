using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OAuthDemo.ServiceDefaults.ForwardedHeaders;
using OAuthDemo.ServiceDefaults.Health;
using OAuthDemo.ServiceDefaults.Issuer;
using OAuthDemo.ServiceDefaults.OutgoingCalls;
using OAuthDemo.ServiceDefaults.Problems;
using OAuthDemo.ServiceDefaults.PublicAddresses;
using OAuthDemo.ServiceDefaults.SecurityHeaders;
using OAuthDemo.ServiceDefaults.Telemetry;
using OAuthDemo.ServiceDefaults.Testing;

namespace OAuthDemo.ServiceDefaults;

/// <summary>What every service of this system does the same way.</summary>
public static class ServiceDefaults
{
    /// <summary>
    /// Adds telemetry, health checks, problem details, the clock, trusted proxies, and safe outgoing HTTP calls.
    /// </summary>
    /// <param name="builder">The service.</param>
    /// <param name="addressedAs">
    /// Whose address browsers use, by the setting <c>Addresses:NAME</c>. Without it, or where it is not set, that is the issuer's.
    /// </param>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder, string? addressedAs = null)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddTelemetry();
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning); // a query may carry a code
        builder.Logging.AddFilter("Polly", LogLevel.Warning); // not every call that went well
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddHealthChecks();
        builder.Services.AddProblems();
        builder.AddTestMode();
        builder.Services.AddIssuer();
        builder.Services.TryAddSingleton(provider =>
            PublicAddress.Of(addressedAs, provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IssuerAddress>()));
        builder.AddOutgoingCalls();
        builder.Services.AddTrustedProxies();
        builder.Services.Configure<KestrelServerOptions>(options => options.AddServerHeader = false);
        return builder;
    }

    /// <summary>
    /// Begins the pipeline: trusted proxies, security headers, errors, then <c>/health</c> (ready to serve) and
    /// <c>/alive</c> (the process answers). Call it before <c>UseAuthentication</c>, so that a 401 gets its problem body.
    /// </summary>
    /// <param name="app">The service.</param>
    /// <param name="headers">Changes the security headers; the defaults are those of an API that is never a page.</param>
    /// <param name="errorPage">
    /// Path of an own error page, called with <c>?status=</c>. Without it every error is problem+json (RFC 9457).
    /// </param>
    public static WebApplication UseServiceDefaults(
        this WebApplication app, Action<HeaderPolicyCollection>? headers = null, string? errorPage = null)
    {
        app.Services.GetRequiredService<IssuerAddress>().MustSuit(app.Environment);
        app.Services.GetRequiredService<TrustedCertificate>(); // a mistake in its setting stops the start
        app.UseForwardedHeaders();
        app.UseSafeHeaders(headers);
        app.UseProblems(errorPage);
        app.MapHealth();
        return app;
    }
}
