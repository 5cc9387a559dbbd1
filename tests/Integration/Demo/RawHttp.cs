using System.Net.Sockets;
using System.Text;

namespace OAuthDemo.Integration.Demo;

/// <summary>HTTP without a client that tidies the path up before it sends it, as an attacker has it.</summary>
public static class RawHttp
{
    /// <summary>GET of a path exactly as it is written.</summary>
    public static async Task<(int Status, string Body)> GetAsync(Uri host, string path, string? bearer = null)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var socket = new TcpClient();
        await socket.ConnectAsync(host.Host, host.Port, cancel);
        await using var stream = socket.GetStream();
        var authorization = bearer is null ? "" : $"Authorization: Bearer {bearer}\r\n";
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {host.Authority}\r\n{authorization}Connection: close\r\n\r\n"), cancel);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync(cancel);
        return (int.Parse(answer.Split(' ')[1], null), answer);
    }
}
