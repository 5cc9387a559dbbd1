using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OAuthDemo.HarbourCli.SignIn;

/// <summary>
/// Where the browser brings the authorization response: a port of 127.0.0.1 that the system picks, open only while somebody signs in (RFC 8252 §7.3, §8.3).
/// The address and not the name localhost, which a hosts file could send elsewhere.
/// </summary>
internal sealed class Loopback : IDisposable
{
    private const string Path = "/callback";
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public Loopback()
    {
        _listener.Start();
        RedirectUri = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}{Path}");
    }

    public Uri RedirectUri { get; }

    /// <summary>Waits for the response that is meant for this request. Whatever else comes to the port is turned away and ends nothing.</summary>
    public async Task<Uri> ReceiveAsync(Predicate<Uri> isMeant, CancellationToken cancellation)
    {
        while (true)
        {
            using var connection = await _listener.AcceptTcpClientAsync(cancellation);
            try
            {
                if (await AnswerAsync(connection, isMeant, cancellation) is { } response) return response;
            }
            catch (IOException)
            {
                // A visitor who hung up.
            }
        }
    }

    public void Dispose() => _listener.Dispose();

    private async Task<Uri?> AnswerAsync(TcpClient connection, Predicate<Uri> isMeant, CancellationToken cancellation)
    {
        await using var stream = connection.GetStream();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(5)); // a browser may open a connection and say nothing on it
        var address = await ReadAsync(stream, patience.Token);
        var response = address is { AbsolutePath: Path } && isMeant(address) ? address : null;
        var (status, text) = response is null ? ("404 Not Found", "Nothing here.") : ("200 OK", "Done. You can close this window and go back to the terminal.");
        var page = $"<!DOCTYPE html><html lang=\"en\"><title>Harbour for the command line</title><p>{text}</p></html>";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {page.Length}\r\nReferrer-Policy: no-referrer\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n{page}"), cancellation);
        return response;
    }

    private async Task<Uri?> ReadAsync(NetworkStream stream, CancellationToken cancellation)
    {
        try
        {
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            var request = await reader.ReadLineAsync(cancellation) ?? "";
            while (await reader.ReadLineAsync(cancellation) is { Length: > 0 })
            {
                // Headers say nothing that is needed here.
            }

            return request.Split(' ') is ["GET", ['/', ..] target, _] && Uri.TryCreate(RedirectUri, target, out var address) ? address : null;
        }
        catch (OperationCanceledException late)
        {
            throw new IOException("The visitor said nothing.", late);
        }
    }
}
