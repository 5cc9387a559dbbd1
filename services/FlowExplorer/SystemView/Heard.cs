using System.Collections.Concurrent;

namespace OAuthDemo.FlowExplorer.SystemView;

/// <summary>Which services send telemetry, and when each did last.</summary>
internal sealed class Heard(TimeProvider time)
{
    // Whoever sends telemetry chooses the names; nobody may fill the memory with them.
    private const int MostServices = 100;
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, long Steps)> last = new(StringComparer.Ordinal);

    public void From(string service, int steps)
    {
        if (last.Count >= MostServices && !last.ContainsKey(service)) return;
        last.AddOrUpdate(service, _ => (time.GetUtcNow(), steps), (_, before) => (time.GetUtcNow(), before.Steps + steps));
    }

    public (DateTimeOffset At, long Steps)? Last(string service) => last.TryGetValue(service, out var found) ? found : null;
}
