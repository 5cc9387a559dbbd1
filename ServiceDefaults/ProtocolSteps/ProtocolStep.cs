using System.Diagnostics;
using OAuthDemo.ServiceDefaults.Telemetry;

namespace OAuthDemo.ServiceDefaults.ProtocolSteps;

/// <summary>
/// One message of the protocol and its answer, told as a span by one of its sides. Nothing secret gets into it: see
/// <see cref="Redaction"/>.
/// </summary>
public sealed class ProtocolStep : IDisposable
{
    private static readonly ActivitySource Source = new(ProtocolTelemetry.SourceName);
    private readonly Activity activity;
    private readonly Dictionary<string, HashSet<string>> keys = new(StringComparer.Ordinal);
    private string outcome = "ok";

    private ProtocolStep(Activity activity, StepKind kind, ExchangeTrace trace, string? within)
    {
        this.activity = activity;
        FrontChannel = kind.FrontChannel;
        activity.TraceStateString = trace.In(activity.TraceStateString);
        Tag("oauth.step", kind.Name);
        Tag("oauth.from", kind.From.Term());
        Tag("oauth.to", kind.To.Term());
        Tag("oauth.channel", kind.FrontChannel ? "front" : "back");
        Tag("oauth.seen_by", trace.Sent ? "sender" : "receiver");
        Tag("oauth.exchange", trace.Id);
        if (within is not null) Tag("oauth.within", within);
    }

    /// <summary>Whether a browser carries it.</summary>
    public bool FrontChannel { get; }

    internal static bool AnybodyListens => Source.HasListeners();

    /// <summary>A parameter of the request.</summary>
    public void Request(string name, string? value) => Parameter("oauth.request.", name, value);

    /// <summary>A parameter of the answer.</summary>
    public void Response(string name, string? value) => Parameter("oauth.response.", name, value);

    /// <summary>The answer says no.</summary>
    public void Refuse(string? error)
    {
        outcome = error is "authorization_pending" or "slow_down" ? "pending" : "refused";
        if (error is not null) Tag("oauth.error", error);
    }

    /// <summary>The person who is signed in, as she likes to be called.</summary>
    public void Person(string? name)
    {
        if (name is not null) Tag("oauth.person", name);
    }

    /// <summary>Another name by which this step belongs to others, such as the consent it is about.</summary>
    public void Key(string kind, string value)
    {
        if (!keys.TryGetValue(kind, out var known)) keys[kind] = known = [];
        known.Add(value);
    }

    /// <summary>Joins the step to the flow that a parameter names, without showing the parameter.</summary>
    public void Belongs(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value)) Learn(name, value);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Tag("oauth.outcome", outcome);
        foreach (var (kind, values) in keys) Tag("oauth.key." + kind, string.Join(' ', values));
        activity.Dispose();
    }

    internal static ProtocolStep? Send(StepKind kind)
    {
        var outer = ExchangeTrace.Current;
        return Source.StartActivity(kind.Name, ActivityKind.Client) is { } activity
            ? new ProtocolStep(activity, kind, new ExchangeTrace(activity.SpanId.ToHexString(), Sent: true), outer?.Id)
            : null;
    }

    internal static ProtocolStep? Receive(StepKind kind, DateTimeOffset startedAt = default)
    {
        var outer = ExchangeTrace.Current;
        if (Source.StartActivity(kind.Name, ActivityKind.Server, parentContext: default, startTime: startedAt) is not { } activity) return null;
        var id = outer is { Sent: true } sent ? sent.Id : activity.SpanId.ToHexString();
        return new ProtocolStep(activity, kind, new ExchangeTrace(id, Sent: false), outer is { Sent: false } ? outer.Value.Id : null);
    }

    // The answer is on its way; what is done afterwards is not part of the exchange. By the clock of all spans, which a test
    // cannot set.
    internal void Answered()
    {
        if (activity.Duration == TimeSpan.Zero) activity.SetEndTime(DateTime.UtcNow);
    }

    internal void Tag(string name, object value) => activity.SetTag(name, value);

    private void Parameter(string side, string name, string? value)
    {
        if (string.IsNullOrEmpty(value) || name.StartsWith("__", StringComparison.Ordinal)) return;
        Tag(side + name, Redaction.Of(name, value));
        Learn(name, value);
    }

    // What a parameter tells beyond itself: whose flow this is.
    private void Learn(string name, string value)
    {
        switch (name)
        {
            case "state" or "request_uri" or "code" or "device_code":
                Key(name, Redaction.Fingerprint(value));
                break;
            case "refresh_token":
                Key("refresh", Redaction.Fingerprint(value));
                break;
            case "user_code":
                Key(name, Redaction.SlowFingerprint(value));
                break;
            case "access_token" or "subject_token":
                Key("token", Redaction.Fingerprint(value));
                break;
            case "token": // to be introspected or revoked: whichever it is
                Key("token", Redaction.Fingerprint(value));
                Key("refresh", Redaction.Fingerprint(value));
                break;
            case "authorization" when value.StartsWith("Bearer ", StringComparison.Ordinal):
                Key("token", Redaction.Fingerprint(value["Bearer ".Length..].Trim()));
                break;
            case "authorization" when Redaction.ClientOf(value) is { } client:
                Tag("oauth.client_id", client);
                break;
            case "consent":
                Key("consent", Redaction.Of(name, value));
                break;
            case "client_id":
                Tag("oauth.client_id", Redaction.Of(name, value));
                break;
            case "grant_type":
                Tag("oauth.grant", Redaction.Of(name, value));
                break;
            case "response_type" when value is "code" or "token":
                Tag("oauth.grant", value == "code" ? "authorization_code" : "implicit");
                break;
            default:
                break;
        }
    }
}
