using System.Text.Json.Nodes;

namespace OAuthDemo.ResourceOwner.Exchanges;

/// <summary>
/// Shortens what must not be read off a screen or out of a log: whoever holds a code, a token or a password can use it.
/// Lengths stay, and of long values the first four characters, so that the same value can be recognised in two places.
/// </summary>
public static class Redaction
{
    // state and nonce are no secrets of this kind: they bind an answer to a request and open nothing.
    private static readonly HashSet<string> Secrets = new(StringComparer.OrdinalIgnoreCase)
    {
        "access_token", "refresh_token", "id_token", "id_token_hint", "token", "code", "code_verifier", "device_code",
        "client_secret", "client_assertion", "assertion", "password", "Input.Password", "__RequestVerificationToken",
    };

    /// <summary><c>4f1c…(43)</c>; of a value under 20 characters only the length: <c>…(12)</c>.</summary>
    public static string Shorten(string value) =>
        value.Length < 20 ? $"…({value.Length})" : $"{value[..4]}…({value.Length})";

    /// <summary>The value as it may be shown under this name.</summary>
    public static string Value(string name, string value)
    {
        if (value.Length > 0 && Secrets.Contains(name))
            return Shorten(value);
        return value.Contains('?', StringComparison.Ordinal) ? Address(value) : value;
    }

    /// <summary>An Authorization header: the scheme stays.</summary>
    public static string Authorization(string header)
    {
        var space = header.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? Shorten(header) : $"{header[..space]} {Shorten(header[(space + 1)..])}";
    }

    /// <summary>An address whose query may hold secrets, such as a return address.</summary>
    public static string Address(string address)
    {
        var question = address.IndexOf('?', StringComparison.Ordinal);
        if (question < 0)
            return address;
        var parameters = UrlEncoded.Parse(address[(question + 1)..]);
        return $"{address[..question]}?{string.Join('&', parameters.Select(p => $"{p.Name}={Value(p.Name, p.Value)}"))}";
    }

    /// <summary>JSON with every secret member shortened, however deep. An authorization code never travels in JSON: there, "code" names an error.</summary>
    public static JsonNode? Json(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, member) in members.ToList())
                {
                    if (member is JsonValue text && text.TryGetValue<string>(out var value) && name != "code")
                        members[name] = Value(name, value);
                    else
                        Json(member);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                    Json(item);
                break;
        }

        return node;
    }
}
