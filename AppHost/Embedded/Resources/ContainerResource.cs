namespace OAuthDemo.AppHost.Embedded;

/// <summary>Somebody else's program, as an image. It stands in manifests; this runner starts no containers.</summary>
internal sealed class ContainerResource(string name, string image, string tag) : ServiceResource(name)
{
    public string Image => $"{image}:{tag}";

    /// <summary>What outlives the container: a volume's name, and where it is mounted.</summary>
    public List<(string Name, string Target)> Volumes { get; } = [];

    public override IReadOnlyList<string> Command => throw new DistributedApplicationException($"{Name} is a container: it can be published, and not be run from here.");

    public override string WorkingDirectory => "/";
}
