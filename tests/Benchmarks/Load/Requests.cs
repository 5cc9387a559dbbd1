using System.Net;
using System.Text;

namespace OAuthDemo.Benchmarks.Load;

/// <summary>Requests as they go over the wire.</summary>
internal static class Requests
{
    public static byte[] Get(Uri address, params ReadOnlySpan<string> headers) =>
        Encoding.ASCII.GetBytes($"GET {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\n{Lines(headers)}\r\n");

    public static byte[] Post(Uri address, string form, params ReadOnlySpan<string> headers) => Encoding.ASCII.GetBytes(
        $"POST {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {form.Length}\r\n{Lines(headers)}\r\n{form}");

    /// <summary>RFC 6749 §2.3.1.</summary>
    public static string Basic(string client, string secret) =>
        "Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(client)}:{Uri.EscapeDataString(secret)}"));

    public static bool IsOnThisMachine(this Uri address) => IPAddress.TryParse(address.IdnHost, out var ip) ? IPAddress.IsLoopback(ip) : address.IdnHost == "localhost";

    /// <summary>Where to connect to.</summary>
    public static IPEndPoint EndPoint(this Uri address) => !address.IsOnThisMachine()
        ? throw new InvalidOperationException($"{address} is not on this machine: load goes to loopback only.")
        : new(IPAddress.TryParse(address.IdnHost, out var ip) ? ip : IPAddress.Loopback, address.Port);

    private static string Lines(ReadOnlySpan<string> headers) => string.Concat(headers.ToArray().Select(header => header + "\r\n"));
}
