using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OAuthDemo.Benchmarks.Systems;

/// <summary>Takes telemetry (OTLP over HTTP) and reads it to its end, as a collector on the same machine would, and keeps nothing.</summary>
internal static class Collector
{
    public static void Run(string port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://localhost:{port}");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/alive", () => "alive");
        app.MapPost("/v1/{signal}", async (HttpRequest request) =>
        {
            await request.Body.CopyToAsync(Stream.Null);
            return Results.Bytes(Array.Empty<byte>(), "application/x-protobuf");
        });
        app.Run();
    }
}
