namespace OAuthDemo.AppHost.Embedded;

/// <summary>The system as a Compose file, for one machine. Only what is public has a port, and only on loopback.</summary>
internal static class ComposeFile
{
    private static readonly string[] Everything = ["ALL"];

    private static readonly string[] NothingMore = ["no-new-privileges:true"];

    public static object Of(IReadOnlyList<PlannedContainer> containers) => Map.Of(
        ("services", containers.ToDictionary(container => container.Name, container => Service(container, containers))),
        ("volumes", containers.SelectMany(container => container.Volumes).ToDictionary(volume => volume.Name, _ => new Dictionary<string, object>())));

    private static Dictionary<string, object> Service(PlannedContainer container, IReadOnlyList<PlannedContainer> all) => Map.Of(
        ("image", container.Image),
        ("environment", container.Environment.DistinctBy(variable => variable.Name).ToDictionary(variable => variable.Name, Value)),
        ("ports", container.PublicEndpoint is { } open ? new[] { $"127.0.0.1:{open.Port}:{container.Port}" } : null),
        ("volumes", container.Volumes.Count > 0 ? container.Volumes.Select(volume => $"{volume.Name}:{volume.Target}").ToArray() : null),
        ("healthcheck", container.IsOurs ? null : Map.Of(("test", Probes.OfPostgres), ("interval", "5s"), ("timeout", "3s"), ("retries", 10))),
        ("depends_on", container.Service.WaitsFor.Count > 0 ? container.Service.WaitsFor.ToDictionary(other => other.Name, other => Awaited(other, all)) : null),
        ("user", $"{container.User}:{container.User}"),
        ("read_only", true),
        ("cap_drop", Everything),
        ("security_opt", NothingMore),
        ("tmpfs", container.Scratch.Select(folder => $"{folder}:uid={container.User},gid={container.User}").ToArray()),
        ("deploy", Map.Of(
            ("replicas", container.Service.Replicas),
            ("resources", Map.Of(("limits", Map.Of(("cpus", Limits.Processors), ("memory", $"{Limits.Memory(container)}M"))))))),
        ("pids_limit", Limits.Processes),
        ("stop_grace_period", "30s"),
        ("restart", "unless-stopped"));

    // The images of this repository hold no program that could ask a service how it is; each service waits for what it needs by itself.
    private static Dictionary<string, object> Awaited(ServiceResource other, IReadOnlyList<PlannedContainer> all) =>
        Map.Of(("condition", all.First(container => container.Service == other).IsOurs ? "service_started" : "service_healthy"));

    private static string Value(PlannedVariable variable) => variable.Text(
        text => text.Replace("$", "$$", StringComparison.Ordinal),
        parameter => $"${{{PlannedVariable.NameOf(parameter)}:?set it in .env}}");
}
