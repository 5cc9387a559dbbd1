using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;

namespace OAuthDemo.Containers.Machine;

/// <summary>Ports for this machine only: without being told, an engine opens them to the whole network.</summary>
internal static class LoopbackPorts
{
    /// <summary>Publishes every port of this container on 127.0.0.1.</summary>
    public static TBuilder OnLoopbackOnly<TBuilder, TContainer, TConfiguration>(this ContainerBuilder<TBuilder, TContainer, TConfiguration> builder)
        where TBuilder : ContainerBuilder<TBuilder, TContainer, TConfiguration>
        where TContainer : IContainer
        where TConfiguration : IContainerConfiguration => builder.WithCreateParameterModifier(parameters =>
        {
            foreach (var binding in parameters.HostConfig?.PortBindings?.Values.SelectMany(bindings => bindings) ?? [])
                binding.HostIP = "127.0.0.1";
        });
}
