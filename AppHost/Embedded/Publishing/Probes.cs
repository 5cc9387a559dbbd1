namespace OAuthDemo.AppHost.Embedded;

/// <summary>How to learn from outside whether a container is up.</summary>
internal static class Probes
{
    /// <summary>Answers as soon as the process does, whatever it depends on: a database that is away is no reason to kill a service.</summary>
    private const string Alive = "/alive";

    public static readonly string[] OfPostgres = ["CMD-SHELL", "pg_isready -U oauthdemo -d postgres"];

    /// <summary>The three probes of Kubernetes, for a container that can be asked.</summary>
    public static IEnumerable<(string Name, object? Probe)> Of(PlannedContainer container)
    {
        if (container.Service.HealthCheck is { } health)
        {
            yield return ("startupProbe", Get(Alive, every: 1, failures: 60));
            yield return ("readinessProbe", Get(health.Path, every: 5, failures: 2));
            yield return ("livenessProbe", Get(Alive, every: 10, failures: 3));
        }
        else if (!container.IsOurs)
            yield return ("readinessProbe", Map.Of(("exec", Map.Of(("command", new[] { "sh", "-c", OfPostgres[1] }))), ("periodSeconds", 5), ("timeoutSeconds", 3)));
    }

    private static Dictionary<string, object> Get(string path, int every, int failures) => Map.Of(
        ("httpGet", Map.Of(("path", path), ("port", PlannedContainer.HttpPort))), ("periodSeconds", every), ("timeoutSeconds", 2), ("failureThreshold", failures));
}
