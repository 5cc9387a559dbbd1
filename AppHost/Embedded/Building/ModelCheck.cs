namespace OAuthDemo.AppHost.Embedded;

/// <summary>What can be known to be wrong before anything is started.</summary>
internal static class ModelCheck
{
    public static void Check(IReadOnlyList<ServiceResource> services)
    {
        foreach (var service in services)
        {
            RefuseCycle(service, [service]);
            if (service.Replicas > 1 && service.Endpoints.Find(endpoint => endpoint.FixedPort is not null) is { } endpoint)
                throw new DistributedApplicationException(
                    $"{service.Name} cannot have {service.Replicas} replicas: they would all listen on port {endpoint.FixedPort}.");
        }
    }

    private static void RefuseCycle(ServiceResource service, IReadOnlyList<ServiceResource> path)
    {
        foreach (var dependency in service.WaitsFor)
        {
            if (path.Contains(dependency))
            {
                var cycle = path.SkipWhile(step => step != dependency).Append(dependency).Select(step => step.Name);
                throw new DistributedApplicationException($"These wait for each other and would never start: {string.Join(" → ", cycle)}.");
            }

            RefuseCycle(dependency, [.. path, dependency]);
        }
    }
}
