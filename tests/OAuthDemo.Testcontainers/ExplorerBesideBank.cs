using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;
using DotNet.Testcontainers.Networks;

namespace OAuthDemo.Testcontainers;

/// <summary>A Flow Explorer in a container, on whatever networks its bank is on.</summary>
internal sealed class ExplorerBesideBank
{
    /// <summary>The image that is used unless another one is named.</summary>
    public const string DefaultImage = "localhost/oauthdemo/flow-explorer:latest";

    private const int Port = 8080;

    private readonly string? _alias;

    public ExplorerBesideBank(string image, IReadOnlyCollection<INetwork> networks)
    {
        var builder = new ContainerBuilder(image).WithPortBinding(Port, assignRandomHostPort: true).WithCreateParameterModifier(LoopbackOnly.Bind)
            .WithWaitStrategy(Wait.ForUnixContainer().UntilHttpRequestIsSucceeded(health => health.ForPort(Port).ForPath("/health")));
        if (networks.Count > 0) // the engine's own network knows no names
            builder = networks.Aggregate(builder, (joined, network) => joined.WithNetwork(network)).WithNetworkAliases(_alias = $"explorer-{Guid.NewGuid().ToString("N")[..8]}");
        Container = builder.Build();
    }

    /// <summary>The container. It starts before the bank's is made.</summary>
    public IContainer Container { get; }

    /// <summary>Where a browser on this machine finds it, once it runs.</summary>
    public Uri Address => new($"http://127.0.0.1:{Container.GetMappedPublicPort(Port)}/");

    /// <summary>Tells the bank where to send the spans of the protocol.</summary>
    public void Name(CreateContainerParameters bank) =>
        (bank.Env ??= []).Add($"ProtocolTracing__Endpoint=http://{_alias ?? Container.IpAddress}:{Port}");
}
