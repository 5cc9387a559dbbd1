namespace OAuthDemo.AppHost.Embedded;

/// <summary>A program that the runner starts, watches and stops.</summary>
internal abstract class ServiceResource(string name) : IResource
{
    public string Name => name;

    /// <summary>The program, and the arguments that always come first.</summary>
    public abstract IReadOnlyList<string> Command { get; }

    public abstract string WorkingDirectory { get; }

    /// <summary>The settings that come with the program itself, before AppHost.cs adds to them.</summary>
    public virtual IReadOnlyDictionary<string, string> OwnEnvironment => new Dictionary<string, string>();

    public List<string> Arguments { get; } = [];

    public List<EndpointAnnotation> Endpoints { get; } = [];

    public List<KeyValuePair<string, IValueProvider>> Environment { get; } = [];

    public List<ServiceResource> References { get; } = [];

    public List<ServiceResource> WaitsFor { get; } = [];

    public (string EndpointName, string Path, int StatusCode)? HealthCheck { get; set; }

    public List<Func<ResourceUrlAnnotation>> Urls { get; } = [];

    public int Replicas { get; set; } = 1;

    public EndpointAnnotation? Endpoint(string endpointName) =>
        Endpoints.FirstOrDefault(endpoint => endpoint.Name.Equals(endpointName, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A project of this repository, run from what its build made.</summary>
internal sealed class ProjectResource : ServiceResource
{
    private readonly IProjectMetadata _metadata;
    private readonly LaunchProfile _profile;

    public ProjectResource(string name, IProjectMetadata metadata)
        : base(name)
    {
        _metadata = metadata;
        _profile = LaunchProfile.Of(metadata);
        foreach (var address in _profile.Addresses)
            Endpoints.Add(new EndpointAnnotation(address.Scheme, address.Scheme) { Port = address.Port });
    }

    public override IReadOnlyList<string> Command => [DotnetHost.Path, _metadata.AssemblyPath];

    public override string WorkingDirectory => Path.GetDirectoryName(_metadata.ProjectPath)!;

    public override IReadOnlyDictionary<string, string> OwnEnvironment => _profile.Environment;
}

/// <summary>Any other program.</summary>
internal sealed class ExecutableResource(string name, string command, string workingDirectory) : ServiceResource(name)
{
    public override IReadOnlyList<string> Command => [command];

    public override string WorkingDirectory => workingDirectory;
}
