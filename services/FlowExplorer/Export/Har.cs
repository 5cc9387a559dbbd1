using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using OAuthDemo.FlowExplorer.Flows;
using OAuthDemo.FlowExplorer.Reading;

namespace OAuthDemo.FlowExplorer.Export;

/// <summary>A flow as an HTTP Archive 1.2, which browsers and HTTP tools open.</summary>
internal static class Har
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Write(Flow flow, Addresses addresses) => new JsonObject
    {
        ["log"] = new JsonObject
        {
            ["version"] = "1.2",
            ["creator"] = new JsonObject { ["name"] = "OAuthDemo Flow Explorer", ["version"] = Version },
            ["entries"] = new JsonArray([.. flow.Steps.Select(step => Entry(step, addresses))]),
        },
    }.ToJsonString(Indented);

    private static string Version => typeof(Har).Assembly.GetName().Version?.ToString() ?? "0";

    private static JsonObject Entry(FlowStep step, Addresses addresses)
    {
        var exchange = step.Exchange;
        var milliseconds = exchange.Duration.TotalMilliseconds;
        return new JsonObject
        {
            ["startedDateTime"] = DateTimeOffset.UnixEpoch.AddTicks(exchange.StartedAt / 100).ToString("O"),
            ["time"] = milliseconds,
            ["request"] = Request(exchange, addresses.Of(exchange)),
            ["response"] = Response(exchange),
            ["cache"] = new JsonObject(),
            ["timings"] = new JsonObject { ["send"] = 0, ["wait"] = milliseconds, ["receive"] = 0 },
            ["comment"] = $"{step.Number}. {exchange.From.Title()} to {exchange.To.Title()}: {exchange.Name}",
        };
    }

    private static JsonObject Request(Exchange exchange, string address)
    {
        var fields = HttpMessage.Fields(exchange.Request);
        var request = new JsonObject
        {
            ["method"] = exchange.Method ?? "GET",
            ["url"] = address + HttpMessage.Target(exchange),
            ["httpVersion"] = "HTTP/1.1",
            ["cookies"] = new JsonArray(),
            ["headers"] = Pairs(HttpMessage.Headers(exchange.Request)),
            ["queryString"] = Pairs(HttpMessage.HasBody(exchange) ? [] : fields),
            ["headersSize"] = -1,
            ["bodySize"] = -1,
        };
        if (HttpMessage.HasBody(exchange) && fields.Count > 0)
            request["postData"] = new JsonObject
            {
                ["mimeType"] = "application/x-www-form-urlencoded",
                ["params"] = Pairs(fields),
                ["text"] = HttpMessage.Encoded(fields),
            };
        return request;
    }

    private static JsonObject Response(Exchange exchange)
    {
        var location = exchange.Response.FirstOrDefault(field => field.Name == "location")?.Value ?? "";
        var fields = HttpMessage.Fields(exchange.Response);
        var isRedirect = location.Length > 0;
        return new JsonObject
        {
            ["status"] = exchange.Status ?? 0,
            ["statusText"] = ReasonPhrases.GetReasonPhrase(exchange.Status ?? 0),
            ["httpVersion"] = "HTTP/1.1",
            ["cookies"] = new JsonArray(),
            ["headers"] = Pairs(HttpMessage.Headers(exchange.Response)),
            ["content"] = new JsonObject
            {
                ["size"] = -1,
                ["mimeType"] = isRedirect || fields.Count == 0 ? "" : "application/json",
                ["text"] = isRedirect || fields.Count == 0 ? "" : JsonSerializer.Serialize(fields.ToDictionary(field => field.Name, field => field.Value)),
            },
            ["redirectURL"] = isRedirect && fields.Count > 0 ? location + "?" + HttpMessage.Encoded(fields) : location,
            ["headersSize"] = -1,
            ["bodySize"] = -1,
        };
    }

    private static JsonArray Pairs(IEnumerable<Parameter> parameters) =>
        new([.. parameters.Select(parameter => new JsonObject { ["name"] = parameter.Name, ["value"] = parameter.Value })]);
}
