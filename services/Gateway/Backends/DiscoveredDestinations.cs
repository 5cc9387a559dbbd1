using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.ServiceDiscovery;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace OAuthDemo.Gateway.Backends;

/// <summary>Turns <c>http://bank-api</c> into one destination for each replica that service discovery knows.</summary>
internal sealed class DiscoveredDestinations(ServiceEndpointResolver discovery) : IDestinationResolver
{
    public async ValueTask<ResolvedDestinationCollection> ResolveDestinationsAsync(
        IReadOnlyDictionary<string, DestinationConfig> destinations, CancellationToken cancellationToken)
    {
        var resolved = new Dictionary<string, DestinationConfig>();
        var changes = new List<IChangeToken>();
        foreach (var (name, destination) in destinations)
        {
            var source = await discovery.GetEndpointsAsync(destination.Address, cancellationToken);
            changes.Add(source.ChangeToken);
            foreach (var endpoint in source.Endpoints)
            {
                var address = AddressOf(endpoint.ToString()!, new Uri(destination.Address));
                resolved[$"{name} {address}"] = destination with { Address = address };
            }
        }

        return new(resolved, new CompositeChangeToken(changes));
    }

    // Discovery answers with an address, or with a bare host and port that takes its scheme from what was asked for.
    private static string AddressOf(string endpoint, Uri asked) =>
        endpoint.Contains("://", StringComparison.Ordinal) ? endpoint : $"{asked.Scheme}://{endpoint}";
}
