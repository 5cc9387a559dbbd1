using System.Collections.Concurrent;
using System.Diagnostics;
using OAuthDemo.ServiceDefaults.Issuer;
using OAuthDemo.ServiceDefaults.Telemetry;

namespace OAuthDemo.AuthorizationServer.Testing;

/// <summary>One message and its answer, as the receiver saw them. Secrets are fingerprints, as everywhere.</summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="At">The real time, whatever the bank's clock shows.</param>
/// <param name="Step">What it was, e.g. token_request.</param>
/// <param name="From">Which role asked.</param>
/// <param name="To">Which role answered.</param>
/// <param name="Channel">front or back.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Endpoint">The path.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Outcome">ok, pending or refused.</param>
/// <param name="Error">The error code of a refusal.</param>
/// <param name="ClientId">Which client asked.</param>
/// <param name="Request">The parameters of the request.</param>
/// <param name="Response">The parameters of the answer.</param>
internal sealed record Exchange(
    int Number, DateTimeOffset At, string? Step, string? From, string? To, string? Channel, string? Method, string? Endpoint, int? Status, string? Outcome, string? Error,
    string? ClientId, IReadOnlyDictionary<string, string> Request, IReadOnlyDictionary<string, string> Response);

/// <summary>What was asked of this bank and answered, from the telemetry of all its services that run in this process.</summary>
internal sealed class Exchanges : IDisposable
{
    private const int Most = 10_000;

    private readonly Lock _gate = new();
    private readonly List<Exchange> _all = [];
    private readonly ConcurrentDictionary<Activity, TaskCompletionSource> _open = [];
    private readonly string _issuer;
    private readonly ActivityListener _listener;
    private int _count;

    public Exchanges(IssuerAddress issuer)
    {
        _issuer = issuer.Identifier;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ProtocolTelemetry.SourceName,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStarted = Open,
            ActivityStopped = Close,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public async Task<IReadOnlyList<Exchange>> AfterAsync(int number, CancellationToken cancellationToken)
    {
        await AnsweredAsync(cancellationToken);
        lock (_gate) return [.. _all.Where(exchange => exchange.Number > number)];
    }

    public async Task ClearAsync()
    {
        await AnsweredAsync(CancellationToken.None);
        lock (_gate) (_count, _) = (0, _all.RemoveAll(_ => true));
    }

    public void Dispose() => _listener.Dispose();

    // An exchange is complete a moment after its answer went out. Whoever has read the answer expects to find the exchange.
    private Task AnsweredAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_open.Where(one => one.Key.Duration > TimeSpan.Zero).Select(one => one.Value.Task)).WaitAsync(cancellationToken);

    private void Open(Activity activity)
    {
        if (activity.Kind == ActivityKind.Server) _open[activity] = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private void Close(Activity activity)
    {
        Keep(activity);
        if (_open.TryRemove(activity, out var complete)) complete.SetResult();
    }

    // Both ends may tell of an exchange; the one that answered knows it whole.
    private void Keep(Activity activity)
    {
        if (Text(activity, "oauth.issuer") != _issuer || Text(activity, "oauth.seen_by") != "receiver")
            return;
        lock (_gate)
        {
            if (_all.Count == Most)
                _all.RemoveAt(0);
            _all.Add(Read(activity, ++_count));
        }
    }

    private static Exchange Read(Activity activity, int number) => new(
        number, activity.StartTimeUtc, Text(activity, "oauth.step"), Text(activity, "oauth.from"), Text(activity, "oauth.to"), Text(activity, "oauth.channel"),
        Text(activity, "http.request.method"), Text(activity, "oauth.endpoint"), activity.GetTagItem("http.response.status_code") as int?, Text(activity, "oauth.outcome"),
        Text(activity, "oauth.error"), Text(activity, "oauth.client_id"), Below(activity, "oauth.request."), Below(activity, "oauth.response."));

    private static string? Text(Activity activity, string tag) => activity.GetTagItem(tag)?.ToString();

    private static Dictionary<string, string> Below(Activity activity, string prefix) => activity.TagObjects
        .Where(tag => tag.Key.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(tag => tag.Key[prefix.Length..], tag => tag.Value?.ToString() ?? "");
}

internal static class ExchangeEndpoints
{
    public static void MapExchanges(this RouteGroupBuilder testing) => testing
        .MapGet("/exchanges", async (Exchanges exchanges, int? after, CancellationToken cancellationToken) =>
            TypedResults.Ok(await exchanges.AfterAsync(after ?? 0, cancellationToken)))
        .WithSummary("What was asked and answered, oldest first, from after that number on. No secret is in it: a code or token is a fingerprint.");
}
