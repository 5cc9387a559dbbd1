using System.Collections.Concurrent;

namespace OAuthDemo.FlowExplorer.SystemView;

/// <summary>A running process that sends telemetry.</summary>
/// <param name="Service">The service that it is an instance of.</param>
/// <param name="Id">Which instance.</param>
/// <param name="Version">Its version, if it says so.</param>
/// <param name="At">When it was heard last.</param>
/// <param name="Steps">How many steps of the protocol it has told.</param>
internal sealed record Instance(string Service, string Id, string? Version, DateTimeOffset At, long Steps);

/// <summary>Which services send telemetry, and when each did last.</summary>
internal sealed class Heard(TimeProvider time)
{
    // Whoever sends telemetry chooses the names; nobody may fill the memory with them.
    private const int MostInstances = 200;

    // Each sends a heartbeat once a minute. One that is silent for longer was stopped, or restarted under another id.
    private static readonly TimeSpan Gone = TimeSpan.FromMinutes(3);
    private readonly ConcurrentDictionary<(string Service, string Id), Instance> last = [];

    /// <summary>Those that were heard lately.</summary>
    public IReadOnlyList<Instance> Lately => [.. last.Values.Where(instance => time.GetUtcNow() - instance.At < Gone)];

    public void From(string service, string? id, string? version, int steps)
    {
        var key = (service, id ?? "");
        if (last.Count >= MostInstances && !last.ContainsKey(key)) Forget();
        if (last.Count >= MostInstances && !last.ContainsKey(key)) return;
        var now = time.GetUtcNow();
        last.AddOrUpdate(
            key,
            _ => new Instance(service, key.Item2, version, now, steps),
            (_, before) => before with { Version = version ?? before.Version, At = now, Steps = before.Steps + steps });
    }

    private void Forget()
    {
        foreach (var (key, instance) in last)
            if (time.GetUtcNow() - instance.At >= Gone)
                last.TryRemove(key, out _);
    }
}
