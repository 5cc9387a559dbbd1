namespace OAuthDemo.FlowExplorer.Flows;

/// <summary>A parameter of a message, redacted by the service that reported it.</summary>
public sealed record Parameter(string Name, string Value);

/// <summary>
/// What one service saw of one exchange (a request with its answer). The sender and the receiver may each report the same
/// exchange, in any order and more than once, each by its own clock.
/// </summary>
public sealed record Observation
{
    /// <summary>Names this report; the same report sent twice has the same id.</summary>
    public required string SpanId { get; init; }

    /// <summary>Names the exchange; both sides report the same.</summary>
    public required string ExchangeId { get; init; }

    /// <summary>The exchange during which this one happened, such as the API call that a token was introspected for.</summary>
    public string? Within { get; init; }

    /// <summary>Whether the sender reports; otherwise the receiver does.</summary>
    public bool BySender { get; init; }

    /// <summary>Name of the reporting service.</summary>
    public required string Service { get; init; }

    /// <summary>Whose clock the times were read from: the service and its instance.</summary>
    public required string Clock { get; init; }

    /// <summary>Start, in nanoseconds since 1970, by <see cref="Clock"/>.</summary>
    public required long StartedAt { get; init; }

    /// <summary>End, in nanoseconds since 1970, by <see cref="Clock"/>.</summary>
    public required long EndedAt { get; init; }

    /// <summary>What the exchange is, such as <c>token_request</c>.</summary>
    public required string Name { get; init; }

    public required Role From { get; init; }

    public required Role To { get; init; }

    /// <summary>Whether the message came through the gateway.</summary>
    public bool ViaGateway { get; init; }

    /// <summary>Whether a browser carried it (front channel) rather than a connection between servers.</summary>
    public bool FrontChannel { get; init; }

    public string? Grant { get; init; }

    public string? Method { get; init; }

    public string? Endpoint { get; init; }

    public int? Status { get; init; }

    public Outcome Outcome { get; init; }

    public string? Error { get; init; }

    public string? ClientId { get; init; }

    public string? Person { get; init; }

    public IReadOnlyList<Parameter> Request { get; init; } = [];

    public IReadOnlyList<Parameter> Response { get; init; } = [];

    /// <summary>Correlation keys, such as <c>code:sha256:4f2d…</c>: exchanges that share one belong to one flow.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>About how many bytes this report takes in memory.</summary>
    internal long Weight => 600
        + (2 * Request.Concat(Response).Sum(parameter => 40L + parameter.Name.Length + parameter.Value.Length))
        + (2 * Keys.Sum(key => 80L + key.Length));
}
