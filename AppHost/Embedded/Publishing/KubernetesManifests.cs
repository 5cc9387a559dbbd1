namespace OAuthDemo.AppHost.Embedded;

/// <summary>The system as documents for a cluster. The secret that they name is made by whoever runs it.</summary>
internal static class KubernetesManifests
{
    public const string SecretName = "oauthdemo";

    private static readonly string[] OneNode = ["ReadWriteOnce"];

    private const string CertificateName = "oauthdemo-tls";

    public static IEnumerable<object> Of(IReadOnlyList<PlannedContainer> containers, PublishSettings settings)
    {
        foreach (var container in containers)
        {
            foreach (var volume in container.Volumes)
                yield return Claim(volume.Name);
            yield return Deployment(container);
            if (container.Port is { } port)
                yield return Service(container, port);
        }

        yield return Ingress([.. containers.Where(container => container.PublicEndpoint is not null)], settings);
    }

    private static Dictionary<string, object> Document(string version, string kind, string name, object spec) => Map.Of(
        ("apiVersion", version), ("kind", kind), ("metadata", Map.Of(("name", name), ("labels", Labels(name)))), ("spec", spec));

    private static Dictionary<string, object> Labels(string name) => Map.Of(("app.kubernetes.io/name", name), ("app.kubernetes.io/part-of", "oauthdemo"));

    private static Dictionary<string, object> Claim(string name) => Document("v1", "PersistentVolumeClaim", name, Map.Of(
        ("accessModes", OneNode), ("resources", Map.Of(("requests", Map.Of(("storage", "1Gi")))))));

    private static Dictionary<string, object> Deployment(PlannedContainer container) => Document("apps/v1", "Deployment", container.Name, Map.Of(
        ("replicas", container.Service.Replicas),
        ("strategy", container.Volumes.Count > 0 ? Map.Of(("type", "Recreate")) : null),
        ("selector", Map.Of(("matchLabels", Map.Of(("app.kubernetes.io/name", container.Name))))),
        ("template", Map.Of(
            ("metadata", Map.Of(("labels", Labels(container.Name)))),
            ("spec", KubernetesPod.Of(container, SecretName))))));

    private static Dictionary<string, object> Service(PlannedContainer container, int port) => Document("v1", "Service", container.Name, Map.Of(
        ("selector", Map.Of(("app.kubernetes.io/name", container.Name))),
        ("ports", new[] { Map.Of(("port", port), ("targetPort", port)) })));

    private static Dictionary<string, object> Ingress(IReadOnlyList<PlannedContainer> open, PublishSettings settings) => Document("networking.k8s.io/v1", "Ingress", "oauthdemo", Map.Of(
        ("tls", new[] { Map.Of(("hosts", open.Select(container => settings.HostOf(container.Service)).ToArray()), ("secretName", CertificateName)) }),
        ("rules", open.Select(container => Map.Of(("host", settings.HostOf(container.Service)), ("http", Map.Of(("paths", new[] { Path(container) }))))).ToArray())));

    private static Dictionary<string, object> Path(PlannedContainer container) => Map.Of(
        ("path", "/"), ("pathType", "Prefix"), ("backend", Map.Of(("service", Map.Of(("name", container.Name), ("port", Map.Of(("number", container.Port))))))));
}
