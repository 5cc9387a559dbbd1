namespace OAuthDemo.AppHost.Embedded;

internal static class WiringEndpoints
{
    public static EndpointReference GetEndpoint(this IResourceBuilder<ServiceResource> builder, string name) => new(builder.Resource, name);

    public static IResourceBuilder<T> WithHttpEndpoint<T>(
        this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool? isProxied = null)
        where T : ServiceResource
    {
        var endpoint = new EndpointAnnotation(name ?? "http", "http")
        {
            Port = port,
            TargetPort = targetPort,
            EnvironmentVariable = env,
            IsProxied = isProxied ?? true,
        };
        if (builder.Resource.Endpoint(endpoint.Name) is not null)
            throw new DistributedApplicationException($"{builder.Resource.Name} has an endpoint '{endpoint.Name}' already: change it by WithEndpoint.");

        builder.Resource.Endpoints.Add(endpoint);
        return builder;
    }

    /// <summary>A port that speaks something else than HTTP.</summary>
    public static IResourceBuilder<T> WithEndpoint<T>(this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? scheme = null, string? name = null)
        where T : ServiceResource
    {
        builder.Resource.Endpoints.Add(new EndpointAnnotation(name ?? scheme ?? "tcp", scheme ?? "tcp") { Port = port, TargetPort = targetPort });
        return builder;
    }

    public static IResourceBuilder<T> WithEndpoint<T>(this IResourceBuilder<T> builder, string endpointName, Action<EndpointAnnotation> callback)
        where T : ServiceResource
    {
        callback(Existing(builder.Resource, endpointName));
        return builder;
    }

    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder)
        where T : ServiceResource
    {
        foreach (var endpoint in builder.Resource.Endpoints)
            endpoint.IsExternal = true;

        return builder;
    }

    /// <summary>How the address of an endpoint is announced once the system has started.</summary>
    public static IResourceBuilder<T> WithUrlForEndpoint<T>(this IResourceBuilder<T> builder, string endpointName, Action<ResourceUrlAnnotation> callback)
        where T : ServiceResource => builder.WithUrlForEndpoint(endpointName, endpoint =>
        {
            var url = new ResourceUrlAnnotation { Url = endpoint.Url };
            callback(url);
            return url;
        });

    /// <summary>An address more to announce; a relative one stays below that of the endpoint.</summary>
    public static IResourceBuilder<T> WithUrlForEndpoint<T>(
        this IResourceBuilder<T> builder, string endpointName, Func<EndpointReference, ResourceUrlAnnotation> callback)
        where T : ServiceResource
    {
        var endpoint = new EndpointReference(builder.Resource, Existing(builder.Resource, endpointName).Name);
        builder.Resource.Urls.Add(() =>
        {
            var url = callback(endpoint);
            url.Url = new Uri(new Uri(endpoint.Url), url.Url).AbsoluteUri.TrimEnd('/');
            return url;
        });
        return builder;
    }

    private static EndpointAnnotation Existing(ServiceResource resource, string endpointName) => resource.Endpoint(endpointName)
        ?? throw new DistributedApplicationException($"{resource.Name} has no endpoint '{endpointName}'.");
}
