using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace OAuthDemo.AppHost.Embedded;

internal static class Ports
{
    // Below the ports that systems lend to outgoing connections: between choosing one and the service listening there, nobody else gets it.
    private const int First = 20000;
    private const int Last = 32000;

    /// <summary>Gives every endpoint its ports, so that each address is known before the first service starts.</summary>
    public static void Allocate(IEnumerable<ServiceResource> services)
    {
        var given = new HashSet<int>();
        foreach (var service in services)
        {
            foreach (var endpoint in service.Endpoints)
                endpoint.AllocatedPorts = [.. Enumerable.Range(0, service.Replicas).Select(_ => endpoint.FixedPort ?? Free(given))];
        }
    }

    /// <summary>Refuses to start when somebody else listens where one of the services must.</summary>
    public static void RefuseTaken(IEnumerable<ServiceResource> services)
    {
        foreach (var service in services)
        {
            foreach (var port in service.Endpoints.Select(endpoint => endpoint.FixedPort).OfType<int>())
            {
                if (IsTaken(port))
                    throw new DistributedApplicationException(
                        $"Port {port} of {service.Name} is taken by another program: stop that, or choose another port with --Ports:{service.Name}={port + 1000} (or Ports__{service.Name}).");
            }
        }
    }

    public static bool IsTaken(int port) => !CanListen(IPAddress.Loopback, port) || (Socket.OSSupportsIPv6 && !CanListen(IPAddress.IPv6Loopback, port));

    private static int Free(HashSet<int> given)
    {
        for (var attempt = 0; attempt < Last - First; attempt++)
        {
            var port = RandomNumberGenerator.GetInt32(First, Last);
            if (!given.Contains(port) && !IsTaken(port))
            {
                given.Add(port);
                return port;
            }
        }

        throw new DistributedApplicationException($"No port between {First} and {Last} is free.");
    }

    private static bool CanListen(IPAddress address, int port)
    {
        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException refused) when (refused.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported)
        {
            return true; // this machine has no such address: nobody can hold it
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
