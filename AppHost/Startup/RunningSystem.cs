using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace OAuthDemo.AppHost;

/// <summary>Looks for this system, or for another program, at the ports that are wanted.</summary>
internal static class RunningSystem
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    /// <summary>Whether the bank's metadata (RFC 8414) already answers at the issuer's address.</summary>
    public static async Task<bool> AnswersAsync(AppHostSettings settings)
    {
        var issuer = $"{settings.PublicAddress("gateway")}/";
        // Only the answer matters here, and nothing secret is sent: any certificate will do.
        using var handler = new HttpClientHandler { UseProxy = false, ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        using var http = new HttpClient(handler) { Timeout = Timeout };
        try
        {
            using var metadata = JsonDocument.Parse(await http.GetStringAsync(new Uri($"{issuer}.well-known/oauth-authorization-server")));
            return metadata.RootElement.GetProperty("issuer").GetString() == issuer;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or JsonException or KeyNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Refuses to start where another program listens.</summary>
    /// <exception cref="DistributedApplicationException">A port is taken; the message says by what, and what to do.</exception>
    public static async Task RefuseTakenPortsAsync(AppHostSettings settings)
    {
        var further = Enumerable.Range(settings.Ports["dashboard"] + 1, AppHostSettings.FurtherDashboardPorts).Select(port => KeyValuePair.Create("dashboard", port));
        var taken = settings.Ports.Concat(further).Where(port => IsTaken(port.Value)).ToList();
        if (taken.Count == 0)
            return;
        if (await AnswersAsync(settings))
            throw new DistributedApplicationException(
                $"OAuthDemo already runs here, at {settings.PublicAddress("gateway")}: stop it, or start a second one with other ports (--help shows them).");

        var (service, number) = taken[0];
        throw new DistributedApplicationException(
            $"Port {number} of {service} is taken by another program: stop that, or choose another port with --Ports:{service}={number + 1000} (or Ports__{service}).");
    }

    private static bool IsTaken(int port) => !CanListen(IPAddress.Loopback, port) || (Socket.OSSupportsIPv6 && !CanListen(IPAddress.IPv6Loopback, port));

    private static bool CanListen(IPAddress address, int port)
    {
        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException refused)
        {
            // A machine without this address: nobody can hold it.
            return refused.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported;
        }
    }
}
