namespace OAuthDemo.FlowExplorer.Flows;

/// <summary>The flows of the last while, in memory. When they take too much, the longest untouched ones go first.</summary>
internal sealed class FlowStore(long mostBytes = 128 * 1024 * 1024, int mostReportsPerFlow = 1_500)
{
    private readonly Lock gate = new();
    private readonly FlowJoiner joiner = new();

    /// <summary>Raised after reports came in, on the thread that brought them: be quick.</summary>
    public event Action? Changed;

    public void Add(IReadOnlyCollection<Observation> observations)
    {
        var changed = false;
        lock (gate)
        {
            foreach (var observation in observations) changed |= Keep(observation);
        }

        if (changed) Changed?.Invoke();
    }

    /// <summary>The flow that holds this exchange.</summary>
    public Flow? Find(string exchangeId)
    {
        lock (gate) return joiner.FindExchange(exchangeId)?.Draw();
    }

    /// <summary>The flow that knows this key, such as <c>state:sha256:…</c>.</summary>
    public Flow? FindByKey(string key)
    {
        lock (gate) return joiner.FindKey(key)?.Draw();
    }

    /// <summary>The flows that were touched last, newest start first.</summary>
    public IReadOnlyList<Flow> Newest(int most)
    {
        lock (gate)
        {
            return joiner.Groups.TakeLast(most).Select(group => group.Draw())
                .OrderByDescending(flow => flow.StartedAt).ThenBy(flow => flow.Id, StringComparer.Ordinal).ToList();
        }
    }

    public int Count
    {
        get
        {
            lock (gate) return joiner.Groups.Count;
        }
    }

    private bool Keep(Observation observation)
    {
        if (joiner.Add(observation) is not { } group) return false;
        if (group.Observations.Count > mostReportsPerFlow)
            joiner.Shorten(group, beginning: mostReportsPerFlow / 5, end: mostReportsPerFlow / 2);
        while (joiner.Weight > mostBytes && joiner.Groups.Count > 1) joiner.RemoveOldest();
        return true;
    }
}
