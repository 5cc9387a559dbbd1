using Aspire.Hosting.Pipelines;

namespace OAuthDemo.AppHost;

/// <summary>A service or container of the model as a manifest describes it.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Image">The full name of its image.</param>
/// <param name="Environment">Its variables as the model has them: texts, endpoints, parameters and expressions of these.</param>
internal sealed record PublishedContainer(IResource Resource, string Image, IReadOnlyDictionary<string, object> Environment)
{
    /// <summary>Every image of this repository listens here.</summary>
    public const int HttpPort = 8080;

    // A gateway or an ingress controller has an address in these.
    private const string PrivateNetworks = "10.0.0.0/8,172.16.0.0/12,192.168.0.0/16";

    public string Name => Resource.Name;

    public PostgresServerResource? Postgres => Resource as PostgresServerResource;

    /// <summary>The image's own unprivileged user.</summary>
    public int User => Postgres is null ? 1654 : 999;

    public int Replicas => Resource.GetReplicaCount();

    public int? Port => PortOf(Resource);

    public EndpointAnnotation? PublicEndpoint =>
        Resource.Annotations.OfType<EndpointAnnotation>().FirstOrDefault(endpoint => endpoint.IsExternal);

    public IEnumerable<ContainerMountAnnotation> Volumes => Resource.Annotations.OfType<ContainerMountAnnotation>();

    /// <summary>The folders in memory that may be written to; the root file system is read-only.</summary>
    public string[] WritableFolders => Postgres is null ? ["/tmp"] : ["/tmp", "/run/postgresql"];

    /// <summary>The limit in MiB. A service needs less than half of it.</summary>
    public int Memory => Postgres is null ? 256 : 512;

    /// <summary>The command that tells whether PostgreSQL accepts connections.</summary>
    public string? ReadyCommand =>
        Postgres is { } server ? $"pg_isready -U {server.UserNameParameter?.Default?.GetDefaultValue()} -d postgres" : null;

    /// <summary>The containers that must run before this one; services wait for each other by themselves.</summary>
    public IEnumerable<IResource> WaitsFor =>
        Resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource).OfType<PostgresServerResource>().Distinct();

    /// <summary>The environment, for a service behind a proxy with the networks whose forwarded headers it trusts.</summary>
    public IReadOnlyDictionary<string, object> EnvironmentBehind(bool proxy) => proxy && Port is not null && Postgres is null
        ? new Dictionary<string, object>(Environment) { ["Gateway__Networks"] = PrivateNetworks }
        : Environment;

    /// <summary>Reads the services and containers of the model, without what is started by hand.</summary>
    public static async Task<IReadOnlyList<PublishedContainer>> ReadAsync(PipelineStepContext context, PublishSettings settings)
    {
        var containers = new List<PublishedContainer>();
        foreach (var resource in context.Model.Resources.Where(IsPublished))
        {
            var configuration = await ExecutionConfigurationBuilder.Create(resource).WithEnvironmentVariablesConfig()
                .BuildAsync(context.ExecutionContext, context.Logger, context.CancellationToken);
            if (configuration.Exception is { } failure)
                throw new DistributedApplicationException($"{resource.Name}: {failure.Message}", failure);
            var environment = configuration.EnvironmentVariablesWithUnprocessed
                .ToDictionary(variable => variable.Key, variable => variable.Value.Unprocessed);
            if (resource is ProjectResource service)
                AddServiceDefaults(service, environment, settings);
            containers.Add(new(resource, ImageOf(resource, settings), environment));
        }

        return containers;
    }

    /// <summary>Where a resource listens in its container; null when it does not.</summary>
    public static int? PortOf(IResource resource) => resource.Annotations.OfType<EndpointAnnotation>().FirstOrDefault() switch
    {
        null => null,
        var endpoint => endpoint.TargetPort ?? HttpPort,
    };

    private static bool IsPublished(IResource resource) =>
        resource is (ProjectResource or ContainerResource) && !resource.IsExcludedFromPublish();

    private static string ImageOf(IResource resource, PublishSettings settings) => resource switch
    {
        ProjectResource service => settings.ImageOf(service),
        _ when resource.TryGetContainerImageName(out var image) => image,
        _ => throw new DistributedApplicationException($"{resource.Name} has no image."),
    };

    private static void AddServiceDefaults(ProjectResource service, Dictionary<string, object> environment, PublishSettings settings)
    {
        environment[PortOf(service) is null ? "DOTNET_ENVIRONMENT" : "ASPNETCORE_ENVIRONMENT"] = settings.Environment;
        environment["DOTNET_EnableDiagnostics"] = "0"; // Its sockets would need a writable folder.
        environment["OTEL_SERVICE_NAME"] = service.Name;
    }
}
