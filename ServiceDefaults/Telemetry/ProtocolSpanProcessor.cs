using System.Diagnostics;
using System.Net;
using OpenTelemetry;
using OpenTelemetry.Exporter;

namespace OAuthDemo.ServiceDefaults.Telemetry;

/// <summary>
/// Sends the spans of <see cref="ProtocolTelemetry.SourceName"/>, and no others, to the receiver that
/// <see cref="ProtocolTracingOptions"/> names. It has a queue and a thread of its own: a receiver that is away or slow loses spans
/// and delays no request.
/// </summary>
internal sealed class ProtocolSpanProcessor : BatchActivityExportProcessor
{
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromMinutes(1);
    private readonly Timer _heartbeat;
    private readonly int _timeoutMilliseconds;

    public ProtocolSpanProcessor(ProtocolTracingOptions options)
        : base(
            CreateExporter(options),
            scheduledDelayMilliseconds: options.ExportIntervalMilliseconds,
            exporterTimeoutMilliseconds: options.TimeoutMilliseconds)
    {
        _timeoutMilliseconds = options.TimeoutMilliseconds;
        _heartbeat = new Timer(_ => SendHeartbeat(), state: null, TimeSpan.FromSeconds(1), HeartbeatInterval);
    }

    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        if (data.Source.Name == ProtocolTelemetry.SourceName) base.OnEnd(data);
    }

    /// <inheritdoc/>
    protected override bool OnShutdown(int timeoutMilliseconds)
    {
        _heartbeat.Dispose();
        // A service that stops waits for one export, not for a whole queue of them.
        return base.OnShutdown(_timeoutMilliseconds);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _heartbeat.Dispose();
        base.Dispose(disposing);
    }

    private static OtlpTraceExporter CreateExporter(ProtocolTracingOptions options)
    {
        var timeout = TimeSpan.FromMilliseconds(options.TimeoutMilliseconds);
        return new OtlpTraceExporter(new OtlpExporterOptions
        {
            Protocol = OtlpExportProtocol.HttpProtobuf,
            Endpoint = new Uri(options.Endpoint, "v1/traces"),
            TimeoutMilliseconds = options.TimeoutMilliseconds,
            // OTEL_EXPORTER_OTLP_HEADERS are meant for the other receiver, and may hold its key.
            Headers = "",
            HttpClientFactory = () => new HttpClient(new SendOnce()) { Timeout = timeout },
        });
    }

    // Tells the receiver that this service runs although nobody uses the protocol: an empty span that belongs to no source, and that
    // therefore appears nowhere else.
    private void SendHeartbeat()
    {
        using var activity = new Activity("heartbeat") { ActivityTraceFlags = ActivityTraceFlags.Recorded };
        activity.Start();
        activity.Stop();
        base.OnEnd(activity);
    }

    // Aspire asks exporters to retry (OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY). This one does not: while it tried again to reach a receiver
    // that is away, newer spans would be lost. 400 is the status after which OTLP forbids a retry.
    private sealed class SendOnce() : DelegatingHandler(new SocketsHttpHandler())
    {
        // The exporter sends synchronously, on its own thread.
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                var response = base.Send(request, cancellationToken);
                if (!response.IsSuccessStatusCode) response.StatusCode = HttpStatusCode.BadRequest;
                return response;
            }
            catch (HttpRequestException)
            {
                return new HttpResponseMessage(HttpStatusCode.BadRequest);
            }
        }
    }
}
