using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace OAuthDemo.Containers.Machine;

/// <summary>Asks the engine before any test runs, which is no time to await anything. A class of its own, without statics that its threads would wait for.</summary>
internal sealed class EngineApi(Uri endpoint)
{
    /// <summary>What the engine answers; null if it has no such thing, or does not answer.</summary>
    public JsonNode? Ask(string path)
    {
        using var connection = new SocketsHttpHandler { ConnectCallback = (context, _) => new(Connect(endpoint, context.DnsEndPoint)) };
        using var http = new HttpClient(connection) { Timeout = TimeSpan.FromSeconds(10) };
        using var request = new HttpRequestMessage(HttpMethod.Get, (endpoint.Scheme == "tcp" ? $"http://{endpoint.Authority}" : "http://engine") + path);
        try
        {
            using var response = http.Send(request);
            return response.IsSuccessStatusCode ? JsonNode.Parse(response.Content.ReadAsStream()) : null;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    private static NetworkStream Connect(Uri endpoint, DnsEndPoint host)
    {
        var ofUnix = endpoint.Scheme == "unix";
        var socket = ofUnix ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(ofUnix ? new UnixDomainSocketEndPoint(endpoint.AbsolutePath) : host);
            return new(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
