using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Integration.FlowExplorer;

/// <summary>Keeps all telemetry that it is sent, byte for byte.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _received = [];
    private readonly WebApplication _app;

    private Collector(TimeSpan delay)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var port = FreePorts.Next();
        builder.WebHost.UseKestrel(options => options.ListenLocalhost(port));
        Address = new($"http://localhost:{port}/");
        _app = builder.Build();
        _app.Run(async http =>
        {
            using var body = new MemoryStream();
            await using var stream = http.Request.Headers.ContentEncoding == "gzip" ? new GZipStream(http.Request.Body, CompressionMode.Decompress) : http.Request.Body;
            await stream.CopyToAsync(body, http.RequestAborted);
            _received.Enqueue((http.Request.Path, body.ToArray()));
            await Task.Delay(delay, http.RequestAborted);
        });
    }

    public Uri Address { get; }

    /// <summary>Everything so far, as text in which strings can be found: protobuf keeps them as UTF-8.</summary>
    public string Text(string path) => string.Concat(_received.Where(one => one.Path == path).Select(one => Encoding.Latin1.GetString(one.Body)));

    public static async Task<Collector> StartAsync(TimeSpan delay = default)
    {
        var collector = new Collector(delay);
        await collector._app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
