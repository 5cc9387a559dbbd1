namespace OAuthDemo.AppHost;

/// <summary>The settings of the manifests, in the section <c>Publish</c>.</summary>
internal sealed class PublishSettings(AppHostSettings settings)
{
    /// <summary>Production refuses the demo users and an http issuer.</summary>
    public string Environment { get; } = settings["Publish:Environment"] ?? "Demo";

    /// <summary>Whether the secrets of this machine are written too, into a file that only its owner can read.</summary>
    public bool IncludesSecrets { get; } = settings.PublishesSecrets;

    private string Registry { get; } = settings["Publish:Registry"] ?? "localhost/oauthdemo";

    private string Tag { get; } = settings["Publish:Tag"] ?? "latest";

    private string Domain { get; } = settings["Publish:Domain"] ?? "oauthdemo.example";

    /// <summary>The image of a service of this repository.</summary>
    public string ImageOf(ProjectResource service) => $"{Registry}/{service.Name}:{Tag}";

    /// <summary>The public host name of a service in a cluster.</summary>
    public string HostOf(IResource service) => $"{service.Name}.{Domain}";
}
