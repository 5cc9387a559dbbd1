using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using OAuthDemo.FlowExplorer.Flows;

namespace OAuthDemo.FlowExplorer.Reading;

/// <summary>An exchange written as the HTTP messages that it was, as far as the services told.</summary>
internal static class HttpMessage
{
    private static readonly HashSet<string> HeaderNames =
        new(StringComparer.OrdinalIgnoreCase) { "authorization", "www-authenticate", "retry-after", "dpop", "dpop-nonce", "cache-control" };

    private static readonly JsonSerializerOptions Json =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IEnumerable<Parameter> Headers(IEnumerable<Parameter> parameters) =>
        parameters.Where(parameter => HeaderNames.Contains(parameter.Name));

    public static IReadOnlyList<Parameter> Fields(IEnumerable<Parameter> parameters) =>
        parameters.Where(parameter => !HeaderNames.Contains(parameter.Name) && parameter.Name != "location").ToList();

    public static bool HasBody(Exchange exchange) => exchange.Method is "POST" or "PUT" or "PATCH";

    public static string Target(Exchange exchange)
    {
        var fields = Fields(exchange.Request);
        var path = exchange.Endpoint ?? "/";
        return HasBody(exchange) || fields.Count == 0 ? path : path + "?" + Encoded(fields);
    }

    public static string Request(Exchange exchange)
    {
        var text = new StringBuilder().Append(exchange.Method ?? "GET").Append(' ').Append(Target(exchange)).Append(" HTTP/1.1\n");
        foreach (var header in Headers(exchange.Request)) text.Append(HeaderName(header.Name)).Append(": ").Append(header.Value).Append('\n');
        var fields = Fields(exchange.Request);
        if (HasBody(exchange) && fields.Count > 0)
            text.Append("Content-Type: application/x-www-form-urlencoded\n\n").Append(Encoded(fields).Replace("&", "\n&", StringComparison.Ordinal));
        return text.ToString().TrimEnd();
    }

    public static string Response(Exchange exchange)
    {
        var status = exchange.Status ?? 0;
        var text = new StringBuilder("HTTP/1.1 ").Append(status).Append(' ').Append(ReasonPhrases.GetReasonPhrase(status)).Append('\n');
        foreach (var header in Headers(exchange.Response)) text.Append(HeaderName(header.Name)).Append(": ").Append(header.Value).Append('\n');
        var fields = Fields(exchange.Response);
        if (exchange.Response.FirstOrDefault(parameter => parameter.Name == "location") is { } location)
            text.Append("Location: ").Append(location.Value).Append(fields.Count == 0 ? "" : "?" + Encoded(fields));
        else if (fields.Count > 0)
            text.Append("Content-Type: application/json\n\n").Append(JsonSerializer.Serialize(fields.ToDictionary(field => field.Name, field => field.Value), Json));
        return text.ToString().TrimEnd();
    }

    public static string HeaderName(string name) =>
        string.Join('-', name.Split('-').Select(part => part is "www" or "dpop" ? part.ToUpperInvariant() : char.ToUpperInvariant(part[0]) + part[1..]));

    // Fingerprints stay readable: the colon in them needs no escape in a query.
    public static string Encoded(IEnumerable<Parameter> fields) => string.Join('&', fields.Select(field =>
        Uri.EscapeDataString(field.Name) + "=" + Uri.EscapeDataString(field.Value).Replace("%3A", ":", StringComparison.Ordinal).Replace("%20", "+", StringComparison.Ordinal)));
}
