using System.Text.Json;
using System.Text.Json.Nodes;

namespace OAuthDemo.ResourceOwner.Exchanges;

/// <summary>Puts an HTTP answer in one line and a list of what it holds, secrets shortened.</summary>
internal static class AnswerReader
{
    private const int LongestValue = 160;

    public static (string Answer, List<Parameter> Parameters) Read(Uri requested, HttpResponseMessage response, string body)
    {
        var parameters = new List<Parameter>();
        var answer = Summary(requested, response, body, parameters);
        foreach (var challenge in response.Headers.WwwAuthenticate)
            parameters.Add(new("WWW-Authenticate", challenge.ToString()));
        if (response.Headers.TryGetValues("Set-Cookie", out var cookies))
            parameters.AddRange(cookies.Select(SetCookie));
        return (answer, parameters);
    }

    private static string Summary(Uri requested, HttpResponseMessage response, string body, List<Parameter> parameters)
    {
        if (response.Headers.Location is { } location)
        {
            var target = new Uri(requested, location);
            parameters.AddRange(UrlEncoded.Parse(target.Query).Select(p => new Parameter(p.Name, Redaction.Value(p.Name, p.Value))));
            return $"redirect to {target.GetLeftPart(UriPartial.Path)}";
        }

        var type = response.Content.Headers.ContentType?.MediaType ?? "";
        if (type.EndsWith("json", StringComparison.Ordinal) && TryParse(body) is { } json)
            return Json(json, parameters);
        return type == "text/html" ? $"page \"{Title(body)}\"" : body.Length == 0 ? "empty" : $"{type}, {body.Length} characters";
    }

    private static JsonNode? TryParse(string body)
    {
        try
        {
            return JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Json(JsonNode json, List<Parameter> parameters)
    {
        Redaction.Json(json);
        if (json is not JsonObject members)
            return json is JsonArray items ? $"JSON, {items.Count} items" : "JSON";
        foreach (var (name, member) in members)
            parameters.Add(new(name, Cut(member is JsonValue ? member.ToString() : member?.ToJsonString() ?? "null")));
        return "JSON";
    }

    private static string Cut(string text) => text.Length <= LongestValue ? text : $"{text[..LongestValue]}…";

    private static string Title(string html)
    {
        var start = html.IndexOf("<title>", StringComparison.OrdinalIgnoreCase);
        var end = start < 0 ? -1 : html.IndexOf("</title>", start, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? "untitled" : System.Net.WebUtility.HtmlDecode(html[(start + 7)..end]).Trim();
    }

    private static Parameter SetCookie(string header)
    {
        var value = header.Split(';', 2)[0].Split('=', 2);
        return new($"Set-Cookie {value[0].Trim()}", value.Length < 2 || value[1].Length == 0 ? "(deleted)" : Redaction.Shorten(value[1]));
    }
}
