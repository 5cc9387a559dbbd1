using System.Buffers;
using Google.Protobuf;
using Microsoft.AspNetCore.Mvc;
using OAuthDemo.FlowExplorer.Flows;
using OAuthDemo.FlowExplorer.SystemView;

namespace OAuthDemo.FlowExplorer.Receiving;

/// <summary>
/// Receives telemetry by OTLP over HTTP with protobuf, as the standard exporters send it. Protocol steps are kept;
/// of other spans, metrics and logs only who sent them. Services send protocol steps and a heartbeat (<c>ProtocolTracing:Endpoint</c>);
/// a sender whose whole telemetry is pointed here does no harm.
/// </summary>
internal static class TraceReceiver
{
    private const string Protobuf = "application/x-protobuf";
    private const int InvalidArgument = 3;
    private const long MostBytes = 8 * 1024 * 1024;

    public static void MapTraceReceiver(this WebApplication app)
    {
        // OTLP is for services; whoever browses the API reads flows, so it stands in no document.
        var receiver = app.MapGroup("/v1").ExcludeFromDescription().WithMetadata(new RequestSizeLimitAttribute(MostBytes));
        receiver.MapPost("/traces", ReceiveAsync);
        receiver.MapPost("/metrics", ListenAsync);
        receiver.MapPost("/logs", ListenAsync);
    }

    private static Task<ProtobufResult> ReceiveAsync(HttpRequest request, FlowStore flows, Heard heard) => ReadAsync(request, body =>
    {
        var export = TraceExport.Parser.ParseFrom(body);
        var reader = new SpanReader();
        var steps = reader.Read(export).ToList();
        var told = steps.CountBy(step => step.Clock).ToDictionary(StringComparer.Ordinal);
        foreach (var resource in export.ResourceSpans)
        {
            var (service, instance, version) = SpanReader.Sender(resource.Resource);
            told.Remove(service + "/" + instance, out var count);
            heard.From(service, instance, version, count);
        }

        flows.Add(steps);
        return new TraceExportAnswer { PartialSuccess = reader.Rejected };
    });

    // Of other telemetry only who sends it is of interest: a service that has nothing to tell of the protocol runs all the same.
    private static Task<ProtobufResult> ListenAsync(HttpRequest request, Heard heard) => ReadAsync(request, body =>
    {
        foreach (var told in AnyExport.Parser.WithDiscardUnknownFields(true).ParseFrom(body).Told)
        {
            var (service, instance, version) = SpanReader.Sender(told.Resource);
            heard.From(service, instance, version, steps: 0);
        }

        return new TraceExportAnswer();
    });

    private static async Task<ProtobufResult> ReadAsync(HttpRequest request, Func<ReadOnlySequence<byte>, TraceExportAnswer> read)
    {
        if (!IsProtobuf(request)) return Refused(StatusCodes.Status415UnsupportedMediaType, $"Send {Protobuf}.");
        try
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
            return new ProtobufResult(StatusCodes.Status200OK, read(new ReadOnlySequence<byte>(body.GetBuffer(), 0, (int)body.Length)));
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidDataException)
        {
            return Refused(StatusCodes.Status400BadRequest, e.Message);
        }
        catch (Exception e) when (e is InvalidOperationException or BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            return Refused(StatusCodes.Status413PayloadTooLarge, $"At most {MostBytes} bytes, packed and unpacked.");
        }
    }

    private static bool IsProtobuf(HttpRequest request) =>
        request.ContentType is { } type && type.Split(';')[0].Trim().Equals(Protobuf, StringComparison.OrdinalIgnoreCase);

    private static ProtobufResult Refused(int status, string why) => new(status, new Refusal { Code = InvalidArgument, Message = why });

    private sealed class ProtobufResult(int status, IMessage message) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var body = message.ToByteArray();
            httpContext.Response.StatusCode = status;
            httpContext.Response.ContentType = Protobuf;
            httpContext.Response.ContentLength = body.Length;
            return httpContext.Response.Body.WriteAsync(body).AsTask();
        }
    }
}
