using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OAuthDemo.ServiceDefaults.OutgoingCalls;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace OAuthDemo.ServiceDefaults.Telemetry;

internal static class TelemetrySetup
{
    private const int DefaultPerSecond = 200;

    private static readonly string[] RedactionSwitches =
    [
        "OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION",
        "OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION",
    ];

    /// <summary>
    /// Traces, logs and metrics go where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says, which Aspire sets to its dashboard; the spans of the
    /// protocol go to <c>ProtocolTracing:Endpoint</c> as well, which is the explorer. Each works without the other. Where neither is
    /// set nothing is measured: instrumentation costs start-up time and a little of every request.
    /// </summary>
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        var isExported = !string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        var protocolTracing = ProtocolTracingOptions.Read(builder.Configuration);
        if (!isExported && protocolTracing is null) return;

        // Queries carry codes and states. The instrumentation hides their values, but Aspire asks it not to.
        foreach (var setting in RedactionSwitches) builder.Configuration[setting] = "false";
        var perSecond = builder.Configuration.GetValue("Telemetry:RequestsPerSecond", DefaultPerSecond);
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddAttributes([new("service.version", Version)]))
            .WithTracing(tracing =>
            {
                tracing.SetSampler(new LimitedSampler(perSecond, TimeProvider.System))
                    .AddSource(ProtocolTelemetry.SourceName)
                    // Decides for each request whether its spans are recorded, so those of the protocol need it too.
                    .AddAspNetCoreInstrumentation(options => options.Filter = context => !IsRoutine(context.Request.Path));
                if (protocolTracing is not null) tracing.AddProcessor(_ => new ProtocolSpanProcessor(protocolTracing));
            });
        if (isExported) builder.AddOtlpExport(telemetry);
    }

    private static void AddOtlpExport(this IHostApplicationBuilder builder, OpenTelemetryBuilder telemetry)
    {
        // Whether an export is retried is for the exporter to decide (OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY), not for its HTTP client.
        foreach (var exporter in (string[])["OtlpTraceExporter", "OtlpMetricExporter", "OtlpLogExporter"])
            builder.Services.AddHttpClient(exporter).NeverRetried();

        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });

        telemetry
            .WithMetrics(metrics => metrics
                // The meters of routing, rate limiting and authentication cost as much as the requests themselves.
                .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http")
                .AddRuntimeInstrumentation())
            .WithTracing(tracing => tracing
                .AddHttpClientInstrumentation(options => options.FilterHttpRequestMessage = request => !IsRoutine(request.RequestUri?.AbsolutePath)))
            .UseOtlpExporter();
    }

    private static string Version =>
        Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    // Health probes, and telemetry that the explorer receives: a trace of each would hide the others.
    private static bool IsRoutine(string? path) => path is "/health" or "/alive" or "/v1/traces";
}
