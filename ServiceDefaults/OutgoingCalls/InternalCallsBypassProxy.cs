using System.Collections.Concurrent;
using System.Net;

namespace OAuthDemo.ServiceDefaults.OutgoingCalls;

/// <summary>
/// Keeps internal calls away from the proxy that <c>HTTP_PROXY</c>, <c>HTTPS_PROXY</c> or <c>ALL_PROXY</c> names, even where
/// <c>NO_PROXY</c> does not exempt them: a proxy reaches neither this machine's loopback interface nor the names of service discovery.
/// All other calls use it as before.
/// </summary>
/// <remarks>The terminal clients, which share no library with the services, compile this file themselves.</remarks>
internal sealed class InternalCallsBypassProxy(IWebProxy proxy) : IWebProxy
{
    private static readonly Lazy<InternalCallsBypassProxy> Installed = new(() =>
    {
        var installed = new InternalCallsBypassProxy(HttpClient.DefaultProxy);
        HttpClient.DefaultProxy = installed;
        return installed;
    });

    private readonly ConcurrentDictionary<string, bool> _hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public ICredentials? Credentials
    {
        get => proxy.Credentials;
        set => proxy.Credentials = value;
    }

    /// <summary>Becomes the default of every HTTP client of this process. Call it before the first request is sent.</summary>
    /// <param name="addresses">Addresses of this system; what is no address is ignored.</param>
    public static void Install(params IEnumerable<string?> addresses) => Installed.Value.Exempt(addresses);

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => IsInternal(destination) ? null : proxy.GetProxy(destination);

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => IsInternal(host) || proxy.IsBypassed(host);

    internal void Exempt(IEnumerable<string?> addresses)
    {
        foreach (var address in addresses)
            if (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Length > 0)
                _hosts[uri.Host] = true;
    }

    // A name without a dot is one of service discovery, of a container network or of the local network.
    private bool IsInternal(Uri address) =>
        address.IsLoopback
        || (IPAddress.TryParse(address.DnsSafeHost, out var ip) && IPAddress.IsLoopback(ip))
        || address.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (address.HostNameType == UriHostNameType.Dns && !address.Host.Contains('.', StringComparison.Ordinal))
        || _hosts.ContainsKey(address.Host);
}
