namespace OAuthDemo.FlowExplorer.Flows;

/// <summary>
/// Joins reports into flows: two reports that share a key belong together, and so does everything either is joined with.
/// What comes out depends on what came in, never on its order or on repetitions. Not safe for concurrent use.
/// </summary>
internal sealed class FlowJoiner
{
    private readonly Dictionary<string, FlowGroup> byKey = new(StringComparer.Ordinal);
    private readonly LinkedList<FlowGroup> byAge = [];

    /// <summary>The flows, the longest untouched first.</summary>
    public IReadOnlyCollection<FlowGroup> Groups => byAge;

    public long Weight { get; private set; }

    public static IEnumerable<string> KeysOf(Observation observation)
    {
        yield return ExchangeKey(observation.ExchangeId);
        if (observation.Within is { } outer) yield return ExchangeKey(outer);
        foreach (var key in observation.Keys) yield return key;
    }

    public FlowGroup? FindExchange(string exchangeId) => byKey.GetValueOrDefault(ExchangeKey(exchangeId));

    public FlowGroup? FindKey(string key) => byKey.GetValueOrDefault(key);

    /// <summary>Returns the flow that the report belongs to, or null when the report was known already.</summary>
    public FlowGroup? Add(Observation observation)
    {
        var keys = KeysOf(observation).ToList();
        var group = Union(keys);
        Weight -= group.Weight;
        var added = group.Add(observation, keys);
        Weight += group.Weight;
        if (!added) return null;

        byAge.Remove(group.Place);
        byAge.AddLast(group.Place);
        foreach (var key in keys) byKey[key] = group;
        return group;
    }

    public void Shorten(FlowGroup group, int beginning, int end)
    {
        Weight -= group.Weight;
        foreach (var key in group.Shorten(beginning, end)) byKey.Remove(key);
        Weight += group.Weight;
    }

    public void RemoveOldest()
    {
        if (byAge.First is not { Value: var oldest }) return;
        foreach (var key in oldest.Keys) byKey.Remove(key);
        byAge.RemoveFirst();
        Weight -= oldest.Weight;
    }

    // The smaller flow moves into the larger one, so that each report moves at most log n times.
    private FlowGroup Union(List<string> keys)
    {
        var touched = keys.Select(key => byKey.GetValueOrDefault(key)).OfType<FlowGroup>().Distinct()
            .OrderByDescending(group => group.Observations.Count).ToList();
        if (touched.Count == 0)
        {
            var made = new FlowGroup();
            byAge.AddLast(made.Place);
            return made;
        }

        foreach (var smaller in touched.Skip(1))
        {
            foreach (var key in smaller.Keys) byKey[key] = touched[0];
            touched[0].Absorb(smaller);
            byAge.Remove(smaller.Place);
        }

        return touched[0];
    }

    public static string ExchangeKey(string exchangeId) => "exchange:" + exchangeId;
}
