using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace OAuthDemo.AppHost;

/// <summary>The system as a Compose file, for one machine. Only public endpoints have a port, and only on loopback.</summary>
internal sealed record ComposeFile(IReadOnlyDictionary<string, ComposeFile.Service> Services, IReadOnlyDictionary<string, object> Volumes)
{
    private static readonly ISerializer Yaml = new SerializerBuilder()
        .WithNamingConvention(UnderscoredNamingConvention.Instance)
        .WithQuotingNecessaryStrings(quoteYaml1_1Strings: true)
        .WithIndentedSequences()
        .DisableAliases()
        .ConfigureDefaultValuesHandling(DefaultValuesHandling.OmitNull | DefaultValuesHandling.OmitEmptyCollections)
        .Build();

    private static readonly ManifestValueWriter Values = new(
        text => text.Replace("$", "$$", StringComparison.Ordinal),
        name => $"${{{name}:?set it in .env}}",
        endpoint => $"http://localhost:{endpoint.EndpointAnnotation.Port}");

    /// <summary>The file as YAML.</summary>
    public static string Write(IReadOnlyList<PublishedContainer> containers) => Yaml.Serialize(new ComposeFile(
        containers.ToDictionary(container => container.Name, container => new Service(container)),
        containers.SelectMany(container => container.Volumes).ToDictionary(volume => volume.Source!, _ => new object())));

    /// <summary>A service. It has no privilege beyond its work.</summary>
    internal sealed record Service(PublishedContainer Container)
    {
        [YamlIgnore]
        public PublishedContainer Container { get; } = Container;

        public string Image => Container.Image;

        public IReadOnlyDictionary<string, string> Environment => Container.EnvironmentBehind(proxy: Container.PublicEndpoint is null)
            .ToDictionary(variable => variable.Key, variable => Values.Write(variable.Value));

        public string[] Ports => Container.PublicEndpoint is { } endpoint ? [$"127.0.0.1:{endpoint.Port}:{Container.Port}"] : [];

        public string[] Volumes => [.. Container.Volumes.Select(volume => $"{volume.Source}:{volume.Target}")];

        // The images of this repository hold no program that could ask a service for its health.
        public HealthCheck? Healthcheck => Container.ReadyCommand is { } command ? new(["CMD-SHELL", command], "5s", "3s", 10) : null;

        public IReadOnlyDictionary<string, Dependency> DependsOn =>
            Container.WaitsFor.ToDictionary(resource => resource.Name, _ => new Dependency("service_healthy"));

        public string User => $"{Container.User}:{Container.User}";

        public bool ReadOnly { get; } = true;

        public string[] CapDrop { get; } = ["ALL"];

        public string[] SecurityOpt { get; } = ["no-new-privileges:true"];

        public string[] Tmpfs => [.. Container.WritableFolders.Select(folder => $"{folder}:uid={Container.User},gid={Container.User}")];

        public Deployment Deploy => new(Container.Replicas, new(new("1", $"{Container.Memory}M")));

        public int PidsLimit { get; } = 200;

        public string StopGracePeriod { get; } = "30s";

        public string Restart { get; } = "unless-stopped";
    }

    internal sealed record HealthCheck(string[] Test, string Interval, string Timeout, int Retries);

    internal sealed record Dependency(string Condition);

    internal sealed record Deployment(int Replicas, Resources Resources);

    internal sealed record Resources(Limits Limits);

    internal sealed record Limits(string Cpus, string Memory);
}
