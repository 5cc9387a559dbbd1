using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using OAuthDemo.FlowExplorer.Receiving;
using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Integration.FlowExplorer;

/// <summary>Receives OTLP, over gRPC as Aspire's dashboard does and over HTTP as the explorer does, and keeps every export.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<Export> _received = [];
    private readonly WebApplication _app;

    private Collector(TimeSpan delay, int status)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var (http, grpc) = (FreePorts.Next(), FreePorts.Next());
        builder.WebHost.UseKestrel(options =>
        {
            options.ListenLocalhost(http);
            options.ListenLocalhost(grpc, listen => listen.Protocols = HttpProtocols.Http2);
        });
        (Address, GrpcAddress) = (new($"http://localhost:{http}/"), new($"http://localhost:{grpc}/"));
        _app = builder.Build();
        _app.Run(async context =>
        {
            var request = context.Request;
            using var body = new MemoryStream();
            await using var stream = request.Headers.ContentEncoding == "gzip"
                ? new GZipStream(request.Body, CompressionMode.Decompress)
                : request.Body;
            await stream.CopyToAsync(body, context.RequestAborted);
            var headers = request.Headers.ToDictionary(header => header.Key, header => $"{header.Value}");
            _received.Enqueue(new(request.Path.Value!, headers, body.ToArray()));
            await Task.Delay(delay, context.RequestAborted);
            context.Response.StatusCode = status;
            if (request.ContentType == "application/grpc") await AnswerGrpcAsync(context.Response);
        });
    }

    /// <summary>Where it takes OTLP over HTTP.</summary>
    public Uri Address { get; }

    /// <summary>Where it takes OTLP over gRPC.</summary>
    public Uri GrpcAddress { get; }

    /// <summary>Every export so far.</summary>
    public IReadOnlyCollection<Export> Received => _received;

    /// <summary>Every span so far, with the name of its source.</summary>
    public IReadOnlyList<(string Source, Span Span)> Spans =>
    [
        .. from export in _received
           where export.Signal == "traces"
           from resource in TraceExport.Parser.ParseFrom(export.Message).ResourceSpans
           from scope in resource.ScopeSpans
           from span in scope.Spans
           select (scope.Scope?.Name ?? "", span),
    ];

    /// <summary>Everything of a signal so far, as text in which strings can be found: protobuf keeps them as UTF-8.</summary>
    public string Text(string signal) =>
        string.Concat(_received.Where(export => export.Signal == signal).Select(export => Encoding.Latin1.GetString(export.Body)));

    /// <summary>Everything of every signal so far.</summary>
    public string Text() => Text("traces") + Text("logs") + Text("metrics");

    /// <param name="delay">How long it takes to answer.</param>
    /// <param name="status">What it answers.</param>
    public static async Task<Collector> StartAsync(TimeSpan delay = default, int status = StatusCodes.Status200OK)
    {
        var collector = new Collector(delay, status);
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>The settings that Aspire gives a service so that its whole telemetry is sent here.</summary>
    public Dictionary<string, string?> AsDashboard() => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = GrpcAddress.AbsoluteUri,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "50",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "50",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
        ["OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION"] = "true",
        ["OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION"] = "true",
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // An empty message: its flag and length are five zero bytes.
    private static async Task AnswerGrpcAsync(HttpResponse response)
    {
        response.ContentType = "application/grpc";
        await response.Body.WriteAsync(new byte[5]);
        response.AppendTrailer("grpc-status", "0");
    }

    internal sealed record Export(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
    {
        public string Signal => Path switch
        {
            "/v1/traces" or "/opentelemetry.proto.collector.trace.v1.TraceService/Export" => "traces",
            "/v1/logs" or "/opentelemetry.proto.collector.logs.v1.LogsService/Export" => "logs",
            "/v1/metrics" or "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export" => "metrics",
            _ => Path,
        };

        // Over gRPC a flag and the length stand before the message.
        public ByteString Message => ByteString.CopyFrom(Body.AsSpan(Path.StartsWith("/v1/", StringComparison.Ordinal) ? 0 : 5));
    }
}
