using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace OAuthDemo.Testcontainers;

/// <summary>
/// How a program on this machine reaches an issuer such as <c>http://bank-1.localhost:8080/</c>: a browser knows that everything under .localhost is this
/// machine (RFC 6761 §6.3), and .NET has to be told.
/// </summary>
public static class ReachingTheBank
{
    /// <summary>
    /// A handler that keeps no cookies, follows no redirect and uses no proxy: the bank is on this machine or on a network of its containers.
    /// </summary>
    /// <param name="certificate">Over https, the one certificate that it trusts; without it, those that the machine trusts.</param>
    public static SocketsHttpHandler CreateHandler(X509Certificate2? certificate = null) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectCallback = ConnectAsync,
        SslOptions = { CertificateChainPolicy = certificate is null ? null : TrustOnly(certificate) },
    };

    // Its name and dates are checked as usual.
    private static X509ChainPolicy TrustOnly(X509Certificate2 certificate) => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        CustomTrustStore = { certificate },
        RevocationMode = X509RevocationMode.NoCheck,
    };

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
            if (host == "localhost" || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase))
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellation).ConfigureAwait(false);
            else
                await socket.ConnectAsync(context.DnsEndPoint, cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
