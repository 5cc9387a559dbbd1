namespace OAuthDemo.AppHost.Embedded;

/// <summary>A service as a container sees itself: where it listens, what it is told, what it may do.</summary>
internal sealed class PlannedContainer(ServiceResource service, PublishSettings settings)
{
    /// <summary>Where every service of this repository listens in its container.</summary>
    public const int HttpPort = 8080;

    // Whoever may stand in front of a service there: a gateway, an ingress.
    private const string PrivateNetworks = "10.0.0.0/8,172.16.0.0/12,192.168.0.0/16";

    public ServiceResource Service => service;

    public string Name => service.Name;

    public string Image => settings.ImageOf(service);

    public bool IsOurs => service is ProjectResource;

    /// <summary>Who runs in it: .NET's own user, or the one of PostgreSQL's image. Never root.</summary>
    public int User => IsOurs ? 1654 : 999;

    public int? Port => service.Endpoints is [var endpoint, ..] ? (IsOurs ? HttpPort : endpoint.TargetPort) : null;

    public EndpointAnnotation? PublicEndpoint => service.Endpoints.Find(endpoint => endpoint.IsExternal);

    public IReadOnlyList<(string Name, string Target)> Volumes => (service as ContainerResource)?.Volumes ?? [];

    /// <summary>What may be written and is gone with the container.</summary>
    public IReadOnlyList<string> Scratch => IsOurs ? ["/tmp"] : ["/tmp", "/run/postgresql"];

    public IReadOnlyList<PlannedVariable> Environment => [.. Common(), .. service.References.SelectMany(Discovery), .. service.Environment.Select(Resolved)];

    private IEnumerable<PlannedVariable> Common()
    {
        if (!IsOurs)
            yield break;
        yield return PlannedVariable.Of(Port is null ? "DOTNET_ENVIRONMENT" : "ASPNETCORE_ENVIRONMENT", settings.Environment);
        if (Port is { } port)
            yield return PlannedVariable.Of("ASPNETCORE_HTTP_PORTS", $"{port}");
        if (Port is not null && (settings.To == "kubernetes" || PublicEndpoint is null))
            yield return PlannedVariable.Of("Gateway__Networks", PrivateNetworks);
        yield return PlannedVariable.Of("DOTNET_EnableDiagnostics", "0"); // it would want to write sockets
        yield return PlannedVariable.Of("OTEL_SERVICE_NAME", Name);
    }

    private static IEnumerable<PlannedVariable> Discovery(ServiceResource source)
    {
        foreach (var endpoint in source.Endpoints)
        {
            yield return PlannedVariable.Of($"services__{source.Name}__{endpoint.Name}__0", Inside(source));
            yield return PlannedVariable.Of($"{source.Name}_{endpoint.Name}".Replace('-', '_').ToUpperInvariant(), Inside(source));
        }
    }

    // Telemetry goes to a neighbour; every other address is told to browsers, and must be the public one if there is one.
    private PlannedVariable Resolved(KeyValuePair<string, IValueProvider> variable)
    {
        var inside = variable.Key.StartsWith("OTEL_", StringComparison.Ordinal);
        IEnumerable<(string?, IValueProvider?)> parts = variable.Value is ReferenceExpression expression ? expression.Parts : [(null, variable.Value)];
        return new(variable.Key, [.. parts.Select(part => Resolved(part.Item1, part.Item2, inside))]);
    }

    private (string?, ParameterResource?) Resolved(string? text, IValueProvider? value, bool inside) => value switch
    {
        null => (text, null),
        ParameterResource parameter => (null, parameter),
        EndpointReference { Endpoint: { IsExternal: true } endpoint } reference when !inside => (settings.PublicUrl(reference.Resource, endpoint), null),
        EndpointReference reference => (Inside(reference.Resource), null),
        _ => throw new DistributedApplicationException($"{Name}: a value of {value.GetType().Name} cannot be written into a manifest."),
    };

    private static string Inside(ServiceResource service) => $"http://{service.Name}:{HttpPort}";
}
