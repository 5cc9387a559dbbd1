using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using OAuthDemo.FlowExplorer.Flows;
using OAuthDemo.FlowExplorer.Reading;

namespace OAuthDemo.FlowExplorer.Trying;

/// <summary>
/// Really sends an attempt to the bank and adds it, with its answer, to the picture. The bank tells of it as well, and knows
/// by <c>tracestate</c> that it is the same exchange.
/// </summary>
internal sealed class Trial(IHttpClientFactory clients, Addresses addresses, FlowStore flows, TimeProvider time)
{
    public const string Client = "trial";

    /// <returns>The id of the exchange that was added, and the error that was answered.</returns>
    public async Task<(string Exchange, string? Error)> RunAsync(Attempt attempt, Exchange? beside, CancellationToken cancellation)
    {
        var id = ActivitySpanId.CreateRandom().ToHexString();
        using var request = Request(attempt, id);
        var startedAt = Now();
        var told = await AnswerAsync(request, cancellation);
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
            Status = told.Status,
            Outcome = told.Status is >= 200 and < 400 && told.Error is null ? Outcome.Ok : Outcome.Refused,
            Error = told.Error,
            Request = attempt.Authorization is { } header ? [.. attempt.Fields, new("authorization", header)] : attempt.Fields,
            Response = told.Fields,
            // Beside the step that it was tried at, whatever else it has in common with it.
            Keys = beside is null ? [] : [FlowJoiner.ExchangeKey(beside.Id)],
            ClientId = attempt.Fields.FirstOrDefault(field => field.Name == "client_id")?.Value,
        }]);
        return (id, told.Error);
    }

    private HttpRequestMessage Request(Attempt attempt, string id)
    {
        var fields = attempt.Fields.Select(field => KeyValuePair.Create(field.Name, field.Value));
        var inQuery = attempt.Method == "GET" && attempt.Fields.Count > 0 ? QueryString.Create(fields!).Value : "";
        var request = new HttpRequestMessage(new HttpMethod(attempt.Method), addresses.Bank + attempt.Path + inQuery);
        if (attempt.Method == "POST") request.Content = new FormUrlEncodedContent(fields);
        if (attempt.Authorization is { } authorization) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        request.Headers.Add("traceparent", $"00-{ActivityTraceId.CreateRandom()}-{id}-01");
        request.Headers.Add("tracestate", $"oauthdemo=s{id}");
        return request;
    }

    private async Task<(int? Status, string? Error, IReadOnlyList<Parameter> Fields)> AnswerAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            using var response = await clients.CreateClient(Client).SendAsync(request, cancellation);
            var fields = new List<Parameter>();
            if (response.Headers.WwwAuthenticate.Count > 0) fields.Add(new("www-authenticate", string.Join(", ", response.Headers.WwwAuthenticate)));
            if (response.Headers.Location is { } location) fields.AddRange(Redirect(location.OriginalString));
            fields.AddRange(await ErrorsAsync(response, cancellation));
            return ((int)response.StatusCode, fields.Find(field => field.Name == "error")?.Value, fields);
        }
        catch (HttpRequestException)
        {
            return (null, "unreachable", []);
        }
    }

    private static IEnumerable<Parameter> Redirect(string location) =>
        QueryHelpers.ParseQuery(location.Split('?', '#') is [_, var answer, ..] ? answer : "")
            .Where(field => field.Key.StartsWith("error", StringComparison.Ordinal) || field.Key == "iss")
            .Select(field => new Parameter(field.Key, field.Value.ToString()))
            .Prepend(new("location", location.Split('?', '#')[0]));

    private static async Task<IEnumerable<Parameter>> ErrorsAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.StatusCode < HttpStatusCode.BadRequest || response.Content.Headers.ContentType?.MediaType != "application/json") return [];
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellation));
        return json.RootElement.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.String && member.Name.StartsWith("error", StringComparison.Ordinal))
            .Select(member => new Parameter(member.Name, member.Value.GetString()!)).ToList();
    }

    private long Now() => (time.GetUtcNow().UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100;
}
