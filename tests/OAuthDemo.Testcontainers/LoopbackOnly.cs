using Docker.DotNet.Models;

namespace OAuthDemo.Testcontainers;

// A published port is open to the whole network otherwise.
internal static class LoopbackOnly
{
    public static void Bind(CreateContainerParameters parameters)
    {
        foreach (var binding in parameters.HostConfig?.PortBindings?.Values.SelectMany(bindings => bindings) ?? [])
            binding.HostIP = "127.0.0.1";
    }
}
