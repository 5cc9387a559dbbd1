namespace OAuthDemo.AppHost.Embedded;

/// <summary>The pod of a service: one container, which may do nothing but its work.</summary>
internal static class KubernetesPod
{
    private static readonly string[] Everything = ["ALL"];

    public static Dictionary<string, object> Of(PlannedContainer container, string secret) => Map.Of(
        ("automountServiceAccountToken", false),
        ("enableServiceLinks", false),
        ("terminationGracePeriodSeconds", 30),
        ("securityContext", Map.Of(
            ("runAsNonRoot", true), ("runAsUser", container.User), ("runAsGroup", container.User), ("fsGroup", container.User),
            ("seccompProfile", Map.Of(("type", "RuntimeDefault"))))),
        ("containers", new[] { Container(container, secret) }),
        ("volumes", Volumes(container).ToArray()));

    private static Dictionary<string, object> Container(PlannedContainer container, string secret) => Map.Of(
    [
        ("name", container.Name),
        ("image", container.Image),
        ("imagePullPolicy", "IfNotPresent"),
        ("ports", container.Port is { } port ? new[] { Map.Of(("containerPort", port)) } : null),
        ("env", Variables(container, secret).ToArray()),
        ("resources", Map.Of(
            ("requests", Map.Of(("cpu", "50m"), ("memory", $"{Limits.Memory(container) / 2}Mi"))),
            ("limits", Map.Of(("cpu", Limits.Processors), ("memory", $"{Limits.Memory(container)}Mi"))))),
        ("securityContext", Map.Of(
            ("allowPrivilegeEscalation", false), ("readOnlyRootFilesystem", true), ("capabilities", Map.Of(("drop", Everything))))),
        .. Probes.Of(container),
        ("volumeMounts", Mounts(container).ToArray()),
    ]);

    // A variable that is a parameter and more refers to one that is the parameter alone, and which must stand before it.
    private static IEnumerable<Dictionary<string, object>> Variables(PlannedContainer container, string secret)
    {
        var variables = container.Environment.DistinctBy(variable => variable.Name).ToList();
        var named = variables.Where(variable => variable.Parts.Count > 1).SelectMany(variable => variable.Parameters).Distinct();
        foreach (var parameter in named.Where(parameter => variables.TrueForAll(variable => variable.Name != PlannedVariable.NameOf(parameter))))
            yield return Secret(PlannedVariable.NameOf(parameter), parameter, secret);
        foreach (var variable in variables)
        {
            yield return variable.Parts is [(_, { } parameter)]
                ? Secret(variable.Name, parameter, secret)
                : Map.Of(("name", variable.Name), ("value", variable.Text(text => text.Replace("$(", "$$(", StringComparison.Ordinal), one => $"$({PlannedVariable.NameOf(one)})")));
        }
    }

    private static Dictionary<string, object> Secret(string variable, ParameterResource parameter, string secret) => Map.Of(
        ("name", variable), ("valueFrom", Map.Of(("secretKeyRef", Map.Of(("name", secret), ("key", PlannedVariable.NameOf(parameter)))))));

    private static IEnumerable<Dictionary<string, object>> Volumes(PlannedContainer container) =>
        container.Scratch.Select(folder => Map.Of(("name", NameOf(folder)), ("emptyDir", new Dictionary<string, object>())))
            .Concat(container.Volumes.Select(volume => Map.Of(("name", volume.Name), ("persistentVolumeClaim", Map.Of(("claimName", volume.Name))))));

    private static IEnumerable<Dictionary<string, object>> Mounts(PlannedContainer container) =>
        container.Scratch.Select(folder => Map.Of(("name", NameOf(folder)), ("mountPath", folder)))
            .Concat(container.Volumes.Select(volume => Map.Of(("name", volume.Name), ("mountPath", volume.Target))));

    private static string NameOf(string folder) => $"scratch{folder.Replace('/', '-')}";
}
