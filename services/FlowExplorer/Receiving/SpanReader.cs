using Google.Protobuf;
using OAuthDemo.FlowExplorer.Flows;
using OAuthDemo.ServiceDefaults.Telemetry;

namespace OAuthDemo.FlowExplorer.Receiving;

/// <summary>Reads protocol steps from an OTLP export; what is no step is skipped, what is a broken one is counted.</summary>
internal sealed class SpanReader
{
    private const int LongestText = 16 * 1024;
    private const int MostAttributes = 128;
    private static readonly long Earliest = Nanoseconds(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private static readonly long Latest = Nanoseconds(new DateTimeOffset(2200, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private int rejected;

    public PartialSuccess? Rejected => rejected == 0 ? null : new PartialSuccess
    {
        RejectedSpans = rejected,
        ErrorMessage = "A protocol step needs ids, times after 2000, oauth.step, oauth.from, oauth.to, and at most 128 attributes.",
    };

    public IEnumerable<Observation> Read(TraceExport export)
    {
        foreach (var resource in export.ResourceSpans)
        {
            var (service, instance, _) = Sender(resource.Resource);
            var clock = service + "/" + instance;
            var steps = resource.ScopeSpans
                .Where(scope => scope.Scope?.Name == ProtocolTelemetry.SourceName)
                .SelectMany(scope => scope.Spans);
            foreach (var span in steps)
            {
                if (Read(span, service, clock) is { } observation) yield return observation;
                else rejected++;
            }
        }
    }

    /// <summary>Who sends: its name, which of its instances, and its version.</summary>
    public static (string Service, string? Instance, string? Version) Sender(Resource? resource) =>
        (Text(resource, "service.name") ?? "unknown", Text(resource, "service.instance.id"), Text(resource, "service.version"));

    private static Observation? Read(Span span, string service, string clock)
    {
        if (span.TraceId.Length != 16 || span.SpanId.Length != 8 || span.Attributes.Count > MostAttributes) return null;
        if ((long)span.StartTimeUnixNano < Earliest || (long)span.EndTimeUnixNano > Latest || span.EndTimeUnixNano < span.StartTimeUnixNano)
            return null;

        var tags = new StepTags(span.Attributes.Select(attribute => new Parameter(attribute.Key, Cut(Text(attribute.Value)))));
        if (tags["oauth.step"] is not { } name || Role(tags, "oauth.from") is not { } from || Role(tags, "oauth.to") is not { } to)
            return null;

        var id = Hex(span.SpanId);
        return new Observation
        {
            SpanId = Hex(span.TraceId) + id,
            ExchangeId = tags["oauth.exchange"] ?? id,
            Within = tags["oauth.within"],
            BySender = tags["oauth.seen_by"] == "sender",
            Service = service,
            Clock = clock,
            StartedAt = (long)span.StartTimeUnixNano,
            EndedAt = (long)span.EndTimeUnixNano,
            Name = name,
            From = from,
            To = to,
            ViaGateway = tags["oauth.via"] == "gateway",
            FrontChannel = tags["oauth.channel"] == "front",
            Grant = tags["oauth.grant"],
            Method = tags["http.request.method"],
            Endpoint = tags["oauth.endpoint"],
            Status = int.TryParse(tags["http.response.status_code"], out var status) ? status : null,
            Outcome = tags["oauth.outcome"] switch { "refused" => Outcome.Refused, "pending" => Outcome.Pending, _ => Outcome.Ok },
            Error = tags["oauth.error"],
            ClientId = tags["oauth.client_id"],
            Person = tags["oauth.person"],
            Request = tags.Below("oauth.request."),
            Response = tags.Below("oauth.response."),
            Keys = tags.Below("oauth.key.").Where(key => key.Value.Length > 0)
                .SelectMany(key => key.Value.Split(' ').Select(value => key.Name + ":" + value)).ToList(),
        };
    }

    private static Role? Role(StepTags tags, string tag) => RoleNames.Parse(tags[tag]);

    private static string? Text(Resource? resource, string key) =>
        resource?.Attributes.FirstOrDefault(attribute => attribute.Key == key) is { } found ? Text(found.Value) : null;

    private static string Text(Value? value) => value?.KindCase switch
    {
        Value.KindOneofCase.Text => value.Text,
        Value.KindOneofCase.Truth => value.Truth ? "true" : "false",
        Value.KindOneofCase.Number => value.Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Value.KindOneofCase.Fraction => value.Fraction.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => "",
    };

    private static string Cut(string text) => text.Length <= LongestText ? text : text[..LongestText] + "…";

    private static string Hex(ByteString bytes) => Convert.ToHexStringLower(bytes.Span);

    private static long Nanoseconds(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100;
}
