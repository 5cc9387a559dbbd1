using Microsoft.Extensions.Configuration;

namespace OAuthDemo.AppHost.Embedded;

/// <summary>The settings of a manifest, in the section <c>Publish</c>.</summary>
internal sealed class PublishSettings(IConfiguration configuration)
{
    /// <summary><c>compose</c> or <c>kubernetes</c>.</summary>
    public string To { get; } = configuration["Publish:To"] is "compose" or "kubernetes"
        ? configuration["Publish:To"]!
        : throw new DistributedApplicationException($"'{configuration["Publish:To"]}' cannot be published to: --to takes compose or kubernetes.");

    public string Output { get; } = Path.GetFullPath(configuration["Publish:Output"]
        ?? throw new DistributedApplicationException("Say where the manifests go: --output DIR."));

    /// <summary>Where the images of the services are; the name of the service follows.</summary>
    public string Registry { get; } = configuration["Publish:Registry"] ?? "localhost/oauthdemo";

    public string Tag { get; } = configuration["Publish:Tag"] ?? "latest";

    /// <summary>Below which name a cluster shows what is public, as <c>gateway.DOMAIN</c>.</summary>
    public string Domain { get; } = configuration["Publish:Domain"] ?? "oauthdemo.example";

    /// <summary>Production refuses demo people and plain http, so it is not what a demonstration begins with.</summary>
    public string Environment { get; } = configuration["Publish:Environment"] ?? "Demo";

    /// <summary>Whether the secrets of this machine are written too, into a file that only its owner can read.</summary>
    public bool Secrets { get; } = configuration["Publish:Secrets"] == "true";

    public string ImageOf(ServiceResource service) => service is ContainerResource container ? container.Image : $"{Registry}/{service.Name}:{Tag}";

    /// <summary>Where a browser finds a public endpoint.</summary>
    public string PublicUrl(ServiceResource service, EndpointAnnotation endpoint) =>
        To == "compose" ? $"http://localhost:{endpoint.Port}" : $"https://{HostOf(service)}";

    public string HostOf(ServiceResource service) => $"{service.Name}.{Domain}";
}
