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

    // Where nobody collects, nothing is measured: instrumentation costs start-up time and a little of every request.
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) return;

        // What is lost on the way to a collector is lost: to retry it would be reported to the collector again.
        foreach (var exporter in (string[])["OtlpTraceExporter", "OtlpMetricExporter", "OtlpLogExporter"])
            builder.Services.AddHttpClient(exporter).NeverRetried();

        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddAttributes([new("service.version", Version)]))
            .WithMetrics(metrics => metrics
                .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http") // there is a meter for each step of a request: they would cost as much as the steps
                .AddRuntimeInstrumentation())
            .WithTracing(tracing => tracing
                .SetSampler(new LimitedSampler(builder.Configuration.GetValue("Telemetry:RequestsPerSecond", DefaultPerSecond), TimeProvider.System))
                .AddSource(ProtocolTelemetry.SourceName)
                .AddAspNetCoreInstrumentation(options => options.Filter = context => !IsProbe(context.Request.Path))
                .AddHttpClientInstrumentation())
            .UseOtlpExporter();
    }

    private static string Version =>
        Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private static bool IsProbe(string? path) => path is "/health" or "/alive";
}
