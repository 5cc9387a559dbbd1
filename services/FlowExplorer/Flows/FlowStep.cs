namespace OAuthDemo.FlowExplorer.Flows;

/// <summary>An exchange at its place in the flow.</summary>
/// <param name="Number">From 1, in the order of the requests.</param>
/// <param name="Exchange">The exchange; of a folded row the last one.</param>
/// <param name="Phase">The part of the abstract flow (RFC 6749 §1.2) it belongs to.</param>
/// <param name="Times">How many equal exchanges in a row it stands for, such as polling.</param>
public sealed record FlowStep(int Number, Exchange Exchange, Phase Phase, int Times);

/// <summary>One arrow: a request, or the answer to it.</summary>
/// <param name="Number">From 1, from top to bottom.</param>
/// <param name="Step">The step that the arrow is half of.</param>
/// <param name="IsAnswer">Whether it is the answer.</param>
public sealed record Arrow(int Number, FlowStep Step, bool IsAnswer)
{
    /// <summary>Where the arrow begins.</summary>
    public Role From => IsAnswer ? Step.Exchange.To : Step.Exchange.From;

    /// <summary>Where the arrow points.</summary>
    public Role To => IsAnswer ? Step.Exchange.From : Step.Exchange.To;

    /// <summary>Whether it says no.</summary>
    public bool Refused => IsAnswer && Step.Exchange.Outcome == Outcome.Refused;
}

/// <summary>The parts of a flow, after the abstract protocol flow of RFC 6749 §1.2.</summary>
public enum Phase
{
    /// <summary>The client learns where the endpoints and keys are.</summary>
    Discovery,

    /// <summary>The person is asked, and the client gets an authorization grant.</summary>
    AuthorizationGrant,

    /// <summary>The grant is traded for an access token.</summary>
    AccessToken,

    /// <summary>The access token opens the protected resource.</summary>
    ProtectedResource,

    /// <summary>Access is given back.</summary>
    Ending,
}
