using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using OAuthDemo.FlowExplorer.Flows;
using OAuthDemo.FlowExplorer.Reading;

namespace OAuthDemo.FlowExplorer.Trying;

/// <summary>
/// Really sends an attempt to the bank and adds it, with its answer, to the picture. The bank tells of it as well, and knows
/// by <c>tracestate</c> that it is the same exchange.
/// </summary>
internal sealed partial class Trial(IHttpClientFactory clients, Addresses addresses, FlowStore flows, TimeProvider time)
{
    public const string Client = "trial";

    /// <param name="attempt">What to send, with whatever has to be sent before.</param>
    /// <param name="beside">The exchange beside which it is tried, or null.</param>
    /// <param name="known">Values for the attempt's fields that only the sender knows; what is answered is added to them.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The id of the exchange that was added, and the error that was answered.</returns>
    public async Task<(string Exchange, string? Error)> RunAsync(
        Attempt attempt, string? beside, Dictionary<string, string>? known, CancellationToken cancellation)
    {
        var values = known ?? new(StringComparer.Ordinal);
        foreach (var first in attempt.First) await SendAsync(first, beside, values, cancellation);
        return await SendAsync(attempt, beside, values, cancellation);
    }

    private async Task<(string Exchange, string? Error)> SendAsync(
        Attempt attempt, string? beside, Dictionary<string, string> values, CancellationToken cancellation)
    {
        var id = ActivitySpanId.CreateRandom().ToHexString();
        using var request = Request(attempt, id, values);
        var startedAt = Now();
        var (status, error, fields) = await AnswerAsync(request, values, cancellation);
        flows.Add([new Observation
        {
            SpanId = id,
            ExchangeId = id,
            BySender = true,
            Service = "flow-explorer",
            Clock = "flow-explorer",
            StartedAt = startedAt,
            EndedAt = Now(),
            Name = attempt.Name,
            From = attempt.FrontChannel ? Role.ResourceOwner : Role.Client,
            To = attempt.To,
            FrontChannel = attempt.FrontChannel,
            Method = attempt.Method,
            Endpoint = attempt.Path,
            Status = status,
            Outcome = error is "authorization_pending" or "slow_down" ? Outcome.Pending
                : status is >= 200 and < 400 && error is null ? Outcome.Ok : Outcome.Refused,
            Error = error,
            // What was filled in is a secret now; the bank tells of it in its own words.
            Request = [.. attempt.Fields.Where(field => !IsPlaceholder(field)), .. attempt.Authorization is { } header ? [new Parameter("authorization", header)] : Array.Empty<Parameter>()],
            Response = fields,
            // Beside the step that it was tried at, whatever else it has in common with it.
            Keys = beside is null ? [] : [FlowJoiner.ExchangeKey(beside)],
            ClientId = attempt.Fields.FirstOrDefault(field => field.Name == "client_id")?.Value,
        }]);
        return (id, error);
    }

    private HttpRequestMessage Request(Attempt attempt, string id, Dictionary<string, string> values)
    {
        var fields = attempt.Fields.Select(field => KeyValuePair.Create(field.Name, IsPlaceholder(field) ? values.GetValueOrDefault(field.Value[1..^1], "") : field.Value));
        var inQuery = attempt.Method == "GET" && attempt.Fields.Count > 0 ? QueryString.Create(fields!).Value : "";
        var request = new HttpRequestMessage(new HttpMethod(attempt.Method), addresses.Bank + attempt.Path + inQuery);
        if (attempt.Method == "POST") request.Content = new FormUrlEncodedContent(fields);
        if (attempt.Authorization is { } authorization) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        request.Headers.Add("traceparent", $"00-{ActivityTraceId.CreateRandom()}-{id}-01");
        request.Headers.Add("tracestate", $"oauthdemo=s{id}");
        return request;
    }

    private static bool IsPlaceholder(Parameter field) => field.Value is ['{', .., '}'];

    private async Task<(int? Status, string? Error, IReadOnlyList<Parameter> Fields)> AnswerAsync(
        HttpRequestMessage request, Dictionary<string, string> values, CancellationToken cancellation)
    {
        Activity.Current = null; // whatever goes on here besides, the request names its own exchange
        try
        {
            using var response = await clients.CreateClient(Client).SendAsync(request, cancellation);
            var fields = new List<Parameter>();
            if (response.Headers.WwwAuthenticate.Count > 0) fields.Add(new("www-authenticate", string.Join(", ", response.Headers.WwwAuthenticate)));
            if (response.Headers.Location is { } location) fields.AddRange(Redirect(location.OriginalString));
            var members = await MembersAsync(response, cancellation);
            foreach (var member in members) values[member.Name] = member.Value;
            if (response.StatusCode >= HttpStatusCode.BadRequest) fields.AddRange(members.Where(member => member.Name.StartsWith("error", StringComparison.Ordinal)));
            return ((int)response.StatusCode, (fields.Find(field => field.Name == "error") ?? Challenged(fields))?.Value, fields);
        }
        catch (HttpRequestException)
        {
            return (null, "unreachable", []);
        }
    }

    // An API says it in a header (RFC 6750 §3).
    private static Parameter? Challenged(List<Parameter> fields) =>
        ErrorOfChallenge().Match(fields.Find(field => field.Name == "www-authenticate")?.Value ?? "") is { Success: true } match ? new("error", match.Groups[1].Value) : null;

    [GeneratedRegex("error=\"([a-z_]+)\"")]
    private static partial Regex ErrorOfChallenge();

    private static IEnumerable<Parameter> Redirect(string location) =>
        QueryHelpers.ParseQuery(location.Split('?', '#') is [_, var answer, ..] ? answer : "")
            .Where(field => field.Key.StartsWith("error", StringComparison.Ordinal) || field.Key == "iss")
            .Select(field => new Parameter(field.Key, field.Value.ToString()))
            .Prepend(new("location", location.Split('?', '#')[0]));

    private static async Task<IReadOnlyList<Parameter>> MembersAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/json") return [];
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellation));
        return json.RootElement.ValueKind != JsonValueKind.Object ? [] :
        [
            .. json.RootElement.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.String)
                .Select(member => new Parameter(member.Name, member.Value.GetString()!)),
        ];
    }

    private long Now() => (time.GetUtcNow().UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100;
}
