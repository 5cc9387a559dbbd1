using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;

namespace OAuthDemo.Containers.Deployed;

/// <summary>How little a service gets from the machine, and needs.</summary>
internal static class Hardening
{
    /// <summary>Where a service keeps its stores.</summary>
    public const string DataFolder = "/app/data";

    /// <summary>A read-only root, no capability, no way to new privileges, 256 MB, and two places to write to: a volume and /tmp.</summary>
    public static ContainerBuilder Hardened(this ContainerBuilder builder) => builder.WithTmpfsMount("/tmp").WithCreateParameterModifier(parameters =>
    {
        parameters.Volumes = new Dictionary<string, EmptyStruct> { [DataFolder] = default };
        var limits = parameters.HostConfig!;
        limits.ReadonlyRootfs = true;
        limits.CapDrop = ["ALL"];
        limits.SecurityOpt = ["no-new-privileges"];
        limits.Memory = 256 << 20;
        limits.MemorySwap = limits.Memory;
        limits.PidsLimit = 200;
    });
}
