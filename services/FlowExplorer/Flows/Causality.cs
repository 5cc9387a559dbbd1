namespace OAuthDemo.FlowExplorer.Flows;

/// <summary>A moment on some service's clock.</summary>
internal readonly record struct Moment(string Clock, long At);

/// <summary>Something that cannot have happened after something else, whatever the clocks say.</summary>
internal readonly record struct Causality(Moment Earlier, Moment Later)
{
    public static IEnumerable<Causality> Of(IReadOnlyCollection<Observation> observations)
    {
        var exchanges = observations.ToLookup(side => side.ExchangeId, StringComparer.Ordinal);
        return exchanges.SelectMany(SentBeforeReceived)
            .Concat(observations.SelectMany(inner => Inside(inner, exchanges)))
            .Concat(GivenBeforeUsed(observations));
    }

    private static IEnumerable<Causality> SentBeforeReceived(IGrouping<string, Observation> sides) =>
        from sender in sides
        where sender.BySender
        from receiver in sides
        where !receiver.BySender
        from causality in Around(sender, receiver)
        select causality;

    private static IEnumerable<Causality> Inside(Observation inner, ILookup<string, Observation> exchanges) =>
        inner.Within is { } within ? exchanges[within].SelectMany(outer => Around(outer, inner)) : [];

    private static IEnumerable<Causality> Around(Observation outer, Observation inner)
    {
        yield return new(Start(outer), Start(inner));
        yield return new(End(inner), End(outer));
    }

    // A secret is answered to somebody before anybody can send it. One that was answered twice orders nothing.
    private static IEnumerable<Causality> GivenBeforeUsed(IReadOnlyCollection<Observation> observations)
    {
        var given = observations
            .SelectMany(side => Secrets(Given(side)).Select(secret => (secret, side)))
            .GroupBy(pair => pair.secret, pair => pair.side, StringComparer.Ordinal)
            .Where(sides => sides.DistinctBy(side => side.ExchangeId).Count() == 1)
            .SelectMany(sides => sides.Select(side => (secret: sides.Key, side)))
            .ToLookup(pair => pair.secret, pair => pair.side, StringComparer.Ordinal);
        return
            from user in observations
            from secret in Secrets(user.Request)
            from giver in given[secret]
            where giver.ExchangeId != user.ExchangeId
            select new Causality(End(giver), Start(user));
    }

    // The state is the client's own: what the authorization server answers is only handed back.
    private static IEnumerable<Parameter> Given(Observation side) =>
        side.Response.Where(parameter => parameter.Name != "state" || side.To == Role.Client);

    private static IEnumerable<string> Secrets(IEnumerable<Parameter> parameters) =>
        from parameter in parameters
        let at = parameter.Value.LastIndexOf("sha256:", StringComparison.Ordinal)
        where at >= 0
        select parameter.Value[at..];

    private static Moment Start(Observation side) => new(side.Clock, side.StartedAt);

    private static Moment End(Observation side) => new(side.Clock, side.EndedAt);
}
