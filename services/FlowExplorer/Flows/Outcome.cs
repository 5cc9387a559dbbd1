namespace OAuthDemo.FlowExplorer.Flows;

/// <summary>How an exchange ended.</summary>
public enum Outcome
{
    /// <summary>The answer moves the flow on.</summary>
    Ok,

    /// <summary>Not yet: the person still has to decide (RFC 8628 §3.5).</summary>
    Pending,

    /// <summary>Refused by a rule of the protocol, or by the person.</summary>
    Refused,
}
