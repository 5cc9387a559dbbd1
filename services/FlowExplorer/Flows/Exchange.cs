namespace OAuthDemo.FlowExplorer.Flows;

/// <summary>A request with its answer, put together from what its two sides reported.</summary>
public sealed record Exchange
{
    public required string Id { get; init; }

    public string? Within { get; init; }

    /// <summary>What the exchange is, such as <c>token_request</c>.</summary>
    public required string Name { get; init; }

    public required Role From { get; init; }

    public required Role To { get; init; }

    public required bool ViaGateway { get; init; }

    public required bool FrontChannel { get; init; }

    public string? Grant { get; init; }

    public string? Method { get; init; }

    public string? Endpoint { get; init; }

    public int? Status { get; init; }

    public required Outcome Outcome { get; init; }

    public string? Error { get; init; }

    public string? ClientId { get; init; }

    public string? Person { get; init; }

    public required IReadOnlyList<Parameter> Request { get; init; }

    public required IReadOnlyList<Parameter> Response { get; init; }

    /// <summary>Start and end in nanoseconds since 1970, by the clock of the flow.</summary>
    public required long StartedAt { get; init; }

    public required long EndedAt { get; init; }

    /// <summary>Which services reported it: the sender, the receiver, or both.</summary>
    public required IReadOnlyList<string> ReportedBy { get; init; }

    public TimeSpan Duration => TimeSpan.FromTicks((EndedAt - StartedAt) / 100);

    internal static Exchange Of(IReadOnlyCollection<Observation> sides, Func<Observation, long> behind)
    {
        // A sender knows who it is and how long it waited; a receiver knows who it is and why it refused.
        var senderFirst = sides.OrderByDescending(side => side.BySender).ThenBy(side => side.SpanId, StringComparer.Ordinal).ToList();
        var receiverFirst = sides.OrderBy(side => side.BySender).ThenBy(side => side.SpanId, StringComparer.Ordinal).ToList();
        var sender = senderFirst[0];
        var receiver = receiverFirst[0];
        return new Exchange
        {
            Id = sender.ExchangeId,
            Within = First(senderFirst, side => side.Within),
            Name = receiver.Name,
            From = sender.From,
            To = receiver.To,
            ViaGateway = sides.Any(side => side.ViaGateway),
            FrontChannel = receiver.FrontChannel,
            Grant = First(receiverFirst, side => side.Grant),
            Method = First(receiverFirst, side => side.Method),
            Endpoint = First(receiverFirst, side => side.Endpoint),
            Status = senderFirst.Select(side => side.Status).FirstOrDefault(status => status is not null),
            Outcome = sides.Max(side => side.Outcome),
            Error = First(receiverFirst, side => side.Error),
            ClientId = First(receiverFirst, side => side.ClientId),
            Person = First(receiverFirst, side => side.Person),
            Request = Merged(receiverFirst, side => side.Request),
            Response = Merged(receiverFirst, side => side.Response),
            StartedAt = sides.Min(side => side.StartedAt - behind(side)),
            EndedAt = sides.Max(side => side.EndedAt - behind(side)),
            ReportedBy = senderFirst.Select(side => side.Service).Distinct().ToList(),
        };
    }

    private static string? First(IEnumerable<Observation> sides, Func<Observation, string?> value) =>
        sides.Select(value).FirstOrDefault(text => text is not null);

    private static List<Parameter> Merged(
        IEnumerable<Observation> sides, Func<Observation, IReadOnlyList<Parameter>> parameters) =>
        sides.SelectMany(parameters).DistinctBy(parameter => parameter.Name).ToList();
}
