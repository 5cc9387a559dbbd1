using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OAuthDemo.ResourceOwner.Walkthrough;

/// <summary>Where a native client receives the authorization response: a port of the loopback address, open for one request (RFC 8252 §7.3).</summary>
internal sealed class LoopbackListener : IDisposable
{
    private const string Page = "<!DOCTYPE html><html lang=\"en\"><title>You can close this window</title><p>Go back to the terminal.</p></html>";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public LoopbackListener()
    {
        _listener.Start();
        RedirectUri = new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/callback");
    }

    public Uri RedirectUri { get; }

    /// <summary>Waits for the browser, and tells with which address it came.</summary>
    public async Task<Uri> ReceiveAsync(CancellationToken cancellation = default)
    {
        using var connection = await _listener.AcceptTcpClientAsync(cancellation);
        await using var stream = connection.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var requestLine = await reader.ReadLineAsync(cancellation) ?? "";
        while (await reader.ReadLineAsync(cancellation) is { Length: > 0 })
        {
            // Headers say nothing that a native client needs.
        }

        var answer = $"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {Page.Length}\r\nConnection: close\r\n\r\n{Page}";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), cancellation);
        return requestLine.Split(' ') is ["GET", var target, ..] ? new(RedirectUri, target) : throw new IOException($"Not a redirect: {requestLine}");
    }

    public void Dispose() => _listener.Dispose();
}
