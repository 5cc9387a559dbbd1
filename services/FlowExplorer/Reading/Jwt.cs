using System.Buffers.Text;
using System.Text.Json;

namespace OAuthDemo.FlowExplorer.Reading;

/// <summary>A claim as it stands in a token.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">Its value: text as it is, anything else as JSON.</param>
/// <param name="At">The time that it means, if it means one.</param>
public sealed record Claim(string Name, string Text, DateTimeOffset? At);

/// <summary>The readable parts of a JSON Web Token (RFC 7519). Its signature never came here.</summary>
public sealed record Jwt(IReadOnlyList<Claim> Header, IReadOnlyList<Claim> Claims)
{
    private static readonly HashSet<string> Times = new(StringComparer.Ordinal) { "exp", "nbf", "iat", "auth_time", "consent_expires_at" };

    internal static Jwt? Read(string value)
    {
        var parts = value.Split(' ')[^1].Split('.');
        return parts.Length == 3 && Decode(parts[0]) is { } header && Decode(parts[1]) is { } claims ? new Jwt(header, claims) : null;
    }

    private static List<Claim>? Decode(string part)
    {
        try
        {
            using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(part));
            return json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.EnumerateObject().Select(Read).ToList() : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    private static Claim Read(JsonProperty claim)
    {
        var text = claim.Value.ValueKind == JsonValueKind.String ? claim.Value.GetString()! : claim.Value.GetRawText();
        DateTimeOffset? at = Times.Contains(claim.Name) && long.TryParse(text, out var seconds) && seconds is > 0 and < 4_102_444_800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
        return new Claim(claim.Name, text, at);
    }
}
