namespace OAuthDemo.AppHost.Embedded;

/// <summary>
/// A port that a service listens on. Nothing proxies here: an endpoint that is external, or says that it is not proxied, listens at
/// <see cref="Port"/> itself; any other gets a free port, where its users find it by service discovery.
/// </summary>
internal sealed class EndpointAnnotation(string name, string scheme)
{
    public string Name => name;

    public string UriScheme => scheme;

    public int? Port { get; set; }

    public int? TargetPort { get; set; }

    public bool IsProxied { get; set; } = true;

    public bool IsExternal { get; set; }

    /// <summary>The variable that tells the service this port, instead of ASPNETCORE_URLS.</summary>
    public string? EnvironmentVariable { get; set; }

    internal int? FixedPort => IsExternal || !IsProxied ? Port ?? TargetPort : null;

    /// <summary>The ports that replicas listen on, known once the application is being started.</summary>
    internal IReadOnlyList<int> AllocatedPorts { get; set; } = [];

    internal string UrlOf(int replica) => $"{scheme}://localhost:{AllocatedPorts[replica]}";
}

/// <summary>The address of an endpoint, for those who need it.</summary>
internal sealed class EndpointReference(ServiceResource resource, string endpointName) : IValueProvider, IManifestExpressionProvider
{
    public string Url => resource.Endpoint(endpointName) is { AllocatedPorts.Count: > 0 } endpoint
        ? endpoint.UrlOf(0)
        : throw new DistributedApplicationException($"The address of '{endpointName}' of {resource.Name} is known only once the system starts.");

    internal ServiceResource Resource => resource;

    internal EndpointAnnotation? Endpoint => resource.Endpoint(endpointName);

    public string ValueExpression => $"{{{resource.Name}.bindings.{endpointName}.url}}";

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult<string?>(Url);
}

/// <summary>How an endpoint is shown to the person who started the system.</summary>
internal sealed class ResourceUrlAnnotation
{
    public required string Url { get; set; }

    public string? DisplayText { get; set; }
}
