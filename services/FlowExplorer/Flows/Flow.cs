namespace OAuthDemo.FlowExplorer.Flows;

/// <summary>How far a flow has come.</summary>
public enum FlowResult
{
    /// <summary>Nothing decided yet.</summary>
    Open,

    /// <summary>It reached what it was for.</summary>
    Done,

    /// <summary>Its last decision was a refusal.</summary>
    Refused,
}

/// <summary>A whole conversation between the roles, as known at one moment.</summary>
public sealed record Flow
{
    /// <summary>The id of its first exchange. Every exchange's id finds the flow, so that a link survives a late beginning.</summary>
    public required string Id { get; init; }

    /// <summary>From top to bottom.</summary>
    public required IReadOnlyList<Arrow> Arrows { get; init; }

    /// <summary>In the order of the requests.</summary>
    public required IReadOnlyList<FlowStep> Steps { get; init; }

    public string? Grant { get; init; }

    public string? Client { get; init; }

    public string? Person { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required TimeSpan Duration { get; init; }

    public required FlowResult Result { get; init; }

    /// <summary>The error code of the last refusal, if the flow was refused.</summary>
    public string? Error { get; init; }

    /// <summary>How many reports from the middle were dropped to bound memory.</summary>
    public int LeftOut { get; init; }

    /// <summary>
    /// Whether services ask each other by themselves: metadata as they start, or a question whose cause another service is yet
    /// to tell of. It is not what somebody came to see.
    /// </summary>
    public bool IsBetweenServices => !Steps.Any(step =>
        step.Phase != Phase.Discovery && step.Exchange.Within is null && step.Exchange.From is Role.ResourceOwner or Role.Client);

    internal static Flow Of(IReadOnlyCollection<Observation> observations, int leftOut)
    {
        var arrows = Sequence.Arrows(Sequence.Exchanges(observations));
        var steps = arrows.Where(arrow => !arrow.IsAnswer).Select(arrow => arrow.Step).ToList();
        var exchanges = steps.Select(step => step.Exchange).ToList();
        var decision = exchanges.LastOrDefault(IsDecision) ?? exchanges.LastOrDefault(IsUse);
        return new Flow
        {
            Id = exchanges[0].Id,
            Arrows = arrows,
            Steps = steps,
            Grant = exchanges.Select(exchange => exchange.Grant).FirstOrDefault(grant => grant is not null and not "refresh_token")
                ?? exchanges.Select(exchange => exchange.Grant).FirstOrDefault(grant => grant is not null),
            Client = exchanges.Where(exchange => exchange.From is Role.Client or Role.ResourceOwner)
                .Select(exchange => exchange.ClientId).FirstOrDefault(client => client is not null)
                ?? exchanges.Select(exchange => exchange.ClientId).FirstOrDefault(client => client is not null),
            Person = exchanges.Select(exchange => exchange.Person).LastOrDefault(person => person is not null),
            StartedAt = DateTimeOffset.UnixEpoch.AddTicks(exchanges[0].StartedAt / 100),
            Duration = TimeSpan.FromTicks((exchanges.Max(exchange => exchange.EndedAt) - exchanges[0].StartedAt) / 100),
            Result = decision switch
            {
                null => FlowResult.Open,
                { Outcome: Outcome.Refused } => FlowResult.Refused,
                { Outcome: Outcome.Pending } => FlowResult.Open,
                _ => FlowResult.Done,
            },
            Error = decision is { Outcome: Outcome.Refused } ? decision.Error ?? "refused" : null,
            LeftOut = leftOut,
        };
    }

    // What a person would name when asked how it went: what became of the grant. A way station (a login, a redirect to the
    // consent page) is not it, and one refused call does not undo what was agreed.
    private static bool IsDecision(Exchange exchange) =>
        Phases.Of(exchange) is Phase.AccessToken or Phase.Ending
        || (Phases.Of(exchange) is Phase.AuthorizationGrant && exchange.Outcome == Outcome.Refused && exchange.Name is not "login");

    private static bool IsUse(Exchange exchange) =>
        Phases.Of(exchange) is Phase.ProtectedResource or Phase.Discovery && exchange.Within is null;
}
