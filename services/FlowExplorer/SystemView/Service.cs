namespace OAuthDemo.FlowExplorer.SystemView;

/// <summary>A service of this system, put together from where it is said to be and from what it tells.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Neighbours">Its instances as service discovery names them; none for a service that listens nowhere.</param>
/// <param name="Heard">Its instances as their telemetry names them.</param>
internal sealed record Service(string Name, IReadOnlyList<Neighbour> Neighbours, IReadOnlyList<Instance> Heard)
{
    private static readonly Dictionary<string, (string Path, string Title)[]> Pages = new(StringComparer.Ordinal)
    {
        ["gateway"] = [("/", "Harbour Bank"), ("/me/consents", "Connected apps"), ("/api/docs", "API reference"), ("/.well-known/openid-configuration", "Metadata")],
        ["finance-aggregator"] = [("/", "Tidepool Finance"), ("/connections", "Connections"), ("/spa", "Without a server")],
        ["flow-explorer"] = [("/api/flows", "Flows as JSON"), ("/api/openapi.json", "OpenAPI")],
    };

    public int Replicas => Neighbours.Count > 0 ? Neighbours.Count : Heard.Count;

    public IReadOnlyList<string> Versions => [.. Heard.Select(instance => instance.Version).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    /// <summary>What a person would open.</summary>
    public IReadOnlyList<(string Address, string Title)> Links =>
        Neighbours is [var first, ..] ? [.. Pages.GetValueOrDefault(Name, []).Select(page => (first.Address.TrimEnd('/') + page.Path, page.Title))] : [];

    public static IReadOnlyList<Service> All(IEnumerable<Neighbour> neighbours, IEnumerable<Instance> heard)
    {
        var named = neighbours.ToLookup(one => one.Name, StringComparer.Ordinal);
        var telling = heard.ToLookup(one => one.Service, StringComparer.Ordinal);
        return [.. named.Select(group => group.Key).Union(telling.Select(group => group.Key)).Order(StringComparer.Ordinal)
            .Select(name => new Service(name, [.. named[name]], [.. telling[name]]))];
    }
}
