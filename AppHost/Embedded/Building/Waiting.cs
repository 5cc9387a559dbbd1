namespace OAuthDemo.AppHost.Embedded;

internal static class Waiting
{
    /// <summary>Starts this service when the other one is healthy.</summary>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<ServiceResource> dependency)
        where T : ServiceResource
    {
        builder.Resource.WaitsFor.Add(dependency.Resource);
        return builder;
    }

    /// <summary>A service is healthy when this path answers with the expected status.</summary>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : ServiceResource
    {
        var endpoint = endpointName is null ? builder.Resource.Endpoint("http") ?? builder.Resource.Endpoint("https") : builder.Resource.Endpoint(endpointName);
        if (endpoint is null)
            throw new DistributedApplicationException($"{builder.Resource.Name} has no endpoint '{endpointName ?? "http"}' whose health could be checked.");

        builder.Resource.HealthCheck = (endpoint.Name, path ?? "/", statusCode ?? 200);
        return builder;
    }
}
