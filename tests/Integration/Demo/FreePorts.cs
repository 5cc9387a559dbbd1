using System.Net;
using System.Net.Sockets;

namespace OAuthDemo.Integration.Demo;

/// <summary>
/// Ports for a system that must know its addresses before it starts. They lie below the range from which the operating system
/// takes ports for outgoing connections, so that none is lost between being picked and being used.
/// </summary>
internal static class FreePorts
{
    private static readonly HashSet<int> Taken = [];

    /// <summary>A free port; the first of several that follow each other if <paramref name="adjacent"/> says so.</summary>
    public static int Next(int adjacent = 1)
    {
        lock (Taken)
        {
            while (true)
            {
                var first = Random.Shared.Next(20_000, 32_000);
                if (Enumerable.Range(first, adjacent).All(port => Taken.Add(port) && IsFree(IPAddress.Loopback, port) && IsFree(IPAddress.IPv6Loopback, port)))
                    return first;
            }
        }
    }

    private static bool IsFree(IPAddress address, int port)
    {
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && !Socket.OSSupportsIPv6)
            return true;

        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            return true; // IPv6 is compiled in but switched off
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
