using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace OAuthDemo.AppHost.Embedded;

/// <summary>Where AppHost.cs says what the system is made of.</summary>
internal sealed class DistributedApplicationBuilder
{
    private readonly List<IResource> _resources = [];

    internal DistributedApplicationBuilder(string[] args, string appHostDirectory)
    {
        AppHostDirectory = appHostDirectory;
        Configuration.AddJsonFile(Path.Combine(appHostDirectory, "appsettings.json"), optional: true);
        Configuration.AddEnvironmentVariables();
        Configuration.AddCommandLine(args);
    }

    /// <summary>Settings: appsettings.json beside AppHost.cs, then the environment, then the command line.</summary>
    public ConfigurationManager Configuration { get; } = new();

    public string AppHostDirectory { get; }

    public DistributedApplicationExecutionContext ExecutionContext => new(publishes: Configuration["Publish:To"] is not null);

    public IReadOnlyList<IResource> Resources => _resources;

    public DistributedApplication Build() => new(_resources, Configuration, AppHostDirectory, Output);

    /// <summary>Where the running system is reported.</summary>
    internal TextWriter Output { get; init; } = Console.Out;

    internal IResourceBuilder<T> Add<T>(T resource)
        where T : IResource
    {
        ResourceName.Check(resource.Name);
        if (_resources.Exists(known => known.Name.Equals(resource.Name, StringComparison.OrdinalIgnoreCase)))
            throw new DistributedApplicationException($"Two resources are named '{resource.Name}'.");

        _resources.Add(resource);
        return new ResourceBuilder<T>(resource);
    }

    internal static string DirectoryOfAppHost => typeof(DistributedApplicationBuilder).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(metadata => metadata.Key == "AppHostDirectory")?.Value ?? Environment.CurrentDirectory;

    private sealed class ResourceBuilder<T>(T resource) : IResourceBuilder<T>
        where T : IResource
    {
        public T Resource => resource;
    }
}

/// <summary>A resource that more can be said about.</summary>
internal interface IResourceBuilder<out T>
    where T : IResource
{
    T Resource { get; }
}
