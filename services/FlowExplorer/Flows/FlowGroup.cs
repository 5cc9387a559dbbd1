namespace OAuthDemo.FlowExplorer.Flows;

/// <summary>All reports that are known to belong together, and the keys they share.</summary>
internal sealed class FlowGroup
{
    private readonly Dictionary<string, Observation> observations = new(StringComparer.Ordinal);
    private Flow? drawn;

    public FlowGroup() => Place = new LinkedListNode<FlowGroup>(this);

    public HashSet<string> Keys { get; private set; } = new(StringComparer.Ordinal);

    public IReadOnlyCollection<Observation> Observations => observations.Values;

    public long Weight { get; private set; }

    /// <summary>Reports that had to go because the flow grew too long.</summary>
    public int LeftOut { get; private set; }

    /// <summary>Place among the flows, in the order of the newest report of each.</summary>
    public LinkedListNode<FlowGroup> Place { get; }

    public Flow Draw() => drawn ??= Flow.Of(observations.Values, LeftOut);

    public bool Add(Observation observation, IEnumerable<string> keys)
    {
        if (!observations.TryAdd(observation.SpanId, observation)) return false;
        Keys.UnionWith(keys);
        Weight += observation.Weight;
        drawn = null;
        return true;
    }

    public void Absorb(FlowGroup other)
    {
        foreach (var (id, observation) in other.observations) observations.TryAdd(id, observation);
        Keys.UnionWith(other.Keys);
        Weight += other.Weight;
        LeftOut += other.LeftOut;
        drawn = null;
    }

    /// <summary>Keeps how the flow began and what happened last; returns the keys that nothing holds any more.</summary>
    public IReadOnlyCollection<string> Shorten(int beginning, int end)
    {
        var middle = observations.Values
            .OrderBy(observation => observation.StartedAt).ThenBy(observation => observation.SpanId, StringComparer.Ordinal)
            .Skip(beginning).SkipLast(end).ToList();
        foreach (var observation in middle) observations.Remove(observation.SpanId);

        var before = Keys;
        Keys = observations.Values.SelectMany(FlowJoiner.KeysOf).ToHashSet(StringComparer.Ordinal);
        Weight = observations.Values.Sum(observation => observation.Weight);
        LeftOut += middle.Count;
        drawn = null;
        return before.Except(Keys).ToList();
    }
}
