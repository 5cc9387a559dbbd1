namespace OAuthDemo.AppHost;

/// <summary>How the resources of AppHost.cs are told of each other.</summary>
internal static class Wiring
{
    extension(IResourceBuilder<ProjectResource> service)
    {
        /// <summary>Keeps the service's store in its database, or else in this folder.</summary>
        public IResourceBuilder<ProjectResource> Storing(DataFolder folder, IReadOnlyDictionary<string, ReferenceExpression> databases) =>
            databases.TryGetValue(service.Resource.Name, out var database)
                ? service.WithEnvironment($"ConnectionStrings__{service.Resource.Name}", database)
                : service.WithEnvironment("Data__Folder", folder.FullPath);

        /// <summary>Tells the service whose tokens to trust, and by which of its neighbours it reaches that issuer.</summary>
        public IResourceBuilder<ProjectResource> Trusting(EndpointReference issuer, IResourceBuilder<ProjectResource> through) => service
            .WithEnvironment("OAuth__Issuer", $"{issuer}/").WithEnvironment("OAuth__InternalAddress", $"http://{through.Resource.Name}").WithReference(through);

        /// <summary>
        /// Sends the service's telemetry to the explorer, soon enough to be watched. Nobody waits for the explorer: when it is
        /// away or slow, telemetry is lost and nothing else.
        /// </summary>
        public IResourceBuilder<ProjectResource> WatchedBy(IResourceBuilder<ProjectResource> explorer) => service
            .WithEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", explorer.GetEndpoint("http")).WithEnvironment("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
            .WithEnvironment("OTEL_EXPORTER_OTLP_TIMEOUT", "1000").WithEnvironment("OTEL_BSP_SCHEDULE_DELAY", "200");
    }
}
