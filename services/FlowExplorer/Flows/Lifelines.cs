namespace OAuthDemo.FlowExplorer.Flows;

/// <summary>Who is drawn.</summary>
internal static class Lifelines
{
    /// <summary>The roles that take part, from left to right; the gateway only where messages come through it and it is wanted.</summary>
    public static IReadOnlyList<Role> Of(Flow flow, bool gateway)
    {
        var roles = flow.Arrows.SelectMany(arrow => new[] { arrow.From, arrow.To }).ToHashSet();
        if (gateway && flow.Steps.Any(step => step.Exchange.ViaGateway)) roles.Add(Role.Gateway);
        roles.UnionWith([Role.ResourceOwner, Role.Client, Role.AuthorizationServer]);
        return roles.Order().ToList();
    }
}
