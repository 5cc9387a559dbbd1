using k8s;
using k8s.Models;

namespace OAuthDemo.AppHost;

/// <summary>The system as objects of Kubernetes. They name a Secret that the operator creates.</summary>
internal sealed class KubernetesManifests(IReadOnlyList<PublishedContainer> containers, PublishSettings settings)
{
    /// <summary>The Secret that holds every parameter.</summary>
    public const string SecretName = "oauthdemo";

    private readonly ManifestValueWriter _values = new(
        text => text.Replace("$(", "$$(", StringComparison.Ordinal),
        name => $"$({name})",
        endpoint => $"https://{settings.HostOf(endpoint.Resource)}");

    /// <summary>The objects as YAML documents.</summary>
    public string Write() => KubernetesYaml.SerializeAll([.. containers.SelectMany(ObjectsOf), Ingress().Initialize()]);

    private IEnumerable<object> ObjectsOf(PublishedContainer container)
    {
        foreach (var volume in container.Volumes)
            yield return VolumeClaim(volume.Source!).Initialize();
        yield return Deployment(container).Initialize();
        if (container.Port is { } port)
            yield return Service(container, port).Initialize();
    }

    private static V1PersistentVolumeClaim VolumeClaim(string name) => new()
    {
        Metadata = Metadata(name),
        Spec = new() { AccessModes = ["ReadWriteOnce"], Resources = new() { Requests = Quantities(("storage", "1Gi")) } },
    };

    private V1Deployment Deployment(PublishedContainer container) => new()
    {
        Metadata = Metadata(container.Name),
        Spec = new()
        {
            Replicas = container.Replicas,
            Strategy = container.Volumes.Any() ? new() { Type = "Recreate" } : null, // Two pods cannot share the volume.
            Selector = new() { MatchLabels = Selector(container) },
            Template = new() { Metadata = new() { Labels = Labels(container.Name) }, Spec = Pod(container) },
        },
    };

    private static V1Service Service(PublishedContainer container, int port) => new()
    {
        Metadata = Metadata(container.Name),
        Spec = new() { Selector = Selector(container), Ports = [new() { Port = port, TargetPort = port }] },
    };

    private V1Ingress Ingress()
    {
        V1IngressRule[] rules = [.. containers.Where(container => container.PublicEndpoint is not null).Select(Rule)];
        return new()
        {
            Metadata = Metadata("oauthdemo"),
            Spec = new() { Tls = [new() { Hosts = [.. rules.Select(rule => rule.Host)], SecretName = "oauthdemo-tls" }], Rules = rules },
        };
    }

    private V1IngressRule Rule(PublishedContainer container)
    {
        var backend = new V1IngressBackend { Service = new() { Name = container.Name, Port = new() { Number = container.Port } } };
        var path = new V1HTTPIngressPath { Path = "/", PathType = "Prefix", Backend = backend };
        return new() { Host = settings.HostOf(container.Resource), Http = new() { Paths = [path] } };
    }

    private V1PodSpec Pod(PublishedContainer container) => new()
    {
        AutomountServiceAccountToken = false,
        EnableServiceLinks = false,
        TerminationGracePeriodSeconds = 30,
        SecurityContext = new()
        {
            RunAsNonRoot = true,
            RunAsUser = container.User,
            RunAsGroup = container.User,
            FsGroup = container.User,
            SeccompProfile = new() { Type = "RuntimeDefault" },
        },
        Containers = [Container(container)],
        Volumes =
        [
            .. container.WritableFolders.Select(folder => new V1Volume { Name = VolumeOf(folder), EmptyDir = new() }),
            .. container.Volumes.Select(volume => new V1Volume
            {
                Name = volume.Source,
                PersistentVolumeClaim = new() { ClaimName = volume.Source },
            }),
        ],
    };

    private V1Container Container(PublishedContainer container) => new()
    {
        Name = container.Name,
        Image = container.Image,
        ImagePullPolicy = "IfNotPresent",
        Ports = container.Port is { } port ? [new() { ContainerPort = port }] : null,
        Env = [.. Variables(container)],
        Resources = new()
        {
            Requests = Quantities(("cpu", "50m"), ("memory", $"{container.Memory / 2}Mi")),
            Limits = Quantities(("cpu", "1"), ("memory", $"{container.Memory}Mi")),
        },
        SecurityContext = new()
        {
            AllowPrivilegeEscalation = false,
            ReadOnlyRootFilesystem = true,
            Capabilities = new() { Drop = ["ALL"] },
        },
        StartupProbe = Probe(container, ProbeType.Startup),
        ReadinessProbe = Probe(container, ProbeType.Readiness),
        LivenessProbe = Probe(container, ProbeType.Liveness),
        VolumeMounts =
        [
            .. container.WritableFolders.Select(folder => new V1VolumeMount { Name = VolumeOf(folder), MountPath = folder }),
            .. container.Volumes.Select(volume => new V1VolumeMount { Name = volume.Source, MountPath = volume.Target }),
        ],
    };

    private static V1Probe? Probe(PublishedContainer container, ProbeType type)
    {
        if (container.ReadyCommand is { } command && type == ProbeType.Readiness)
            return new() { Exec = new() { Command = ["sh", "-c", command] }, PeriodSeconds = 5, TimeoutSeconds = 3 };
        var probe = container.Resource.Annotations.OfType<EndpointProbeAnnotation>().FirstOrDefault(probe => probe.Type == type);
        return probe is null ? null : new()
        {
            HttpGet = new() { Path = probe.Path, Port = container.Port },
            PeriodSeconds = probe.PeriodSeconds,
            TimeoutSeconds = probe.TimeoutSeconds,
            FailureThreshold = probe.FailureThreshold,
        };
    }

    // A variable is a key of the Secret, or refers to variables that are, which stand before it.
    private IEnumerable<V1EnvVar> Variables(PublishedContainer container)
    {
        var variables = container.EnvironmentBehind(proxy: true);
        var referenced = variables.Values.Where(value => value is not ParameterResource).SelectMany(ManifestValueWriter.ParametersOf);
        foreach (var name in referenced.Select(ManifestValueWriter.NameOf).Distinct().Except(variables.Keys))
            yield return Secret(name, name);
        foreach (var (name, value) in variables)
        {
            yield return value is ParameterResource { Default: null } parameter
                ? Secret(name, ManifestValueWriter.NameOf(parameter))
                : new() { Name = name, Value = _values.Write(value) };
        }
    }

    private static V1EnvVar Secret(string variable, string key) =>
        new() { Name = variable, ValueFrom = new() { SecretKeyRef = new() { Name = SecretName, Key = key } } };

    private static Dictionary<string, ResourceQuantity> Quantities(params (string Name, string Value)[] quantities) =>
        quantities.ToDictionary(quantity => quantity.Name, quantity => new ResourceQuantity(quantity.Value));

    private static V1ObjectMeta Metadata(string name) => new() { Name = name, Labels = Labels(name) };

    private static Dictionary<string, string> Labels(string name) =>
        new() { ["app.kubernetes.io/name"] = name, ["app.kubernetes.io/part-of"] = "oauthdemo" };

    private static Dictionary<string, string> Selector(PublishedContainer container) =>
        new() { ["app.kubernetes.io/name"] = container.Name };

    private static string VolumeOf(string folder) => $"scratch{folder.Replace('/', '-')}";
}
