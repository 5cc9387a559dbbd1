using OAuthDemo.FlowExplorer.Flows;

namespace OAuthDemo.FlowExplorer.Receiving;

/// <summary>The attributes of a span, in the order in which they were set.</summary>
internal sealed class StepTags(IEnumerable<Parameter> attributes)
{
    private readonly List<Parameter> all = attributes.ToList();

    public string? this[string name] => all.Find(tag => tag.Name == name) is { Value.Length: > 0 } tag ? tag.Value : null;

    public IReadOnlyList<Parameter> Below(string prefix) =>
        all.Where(tag => tag.Name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(tag => tag with { Name = tag.Name[prefix.Length..] })
            .ToList();
}
