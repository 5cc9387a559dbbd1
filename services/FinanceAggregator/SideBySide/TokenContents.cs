using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using OAuthDemo.FinanceAggregator.Pages;

namespace OAuthDemo.FinanceAggregator.SideBySide;

internal sealed record TokenClaim(string Name, string Value, string Meaning);

/// <summary>
/// What a JWT says, for a lesson about it. To get anything done a client never looks into an access token: that is a letter to
/// somebody else. Identifiers are shortened, and the signature is left out.
/// </summary>
internal sealed record TokenContents(string Type, IReadOnlyList<TokenClaim> Claims)
{
    private static readonly Dictionary<string, string> _meanings = new()
    {
        ["iss"] = "who says so",
        ["aud"] = "whom it is for",
        ["sub"] = "whom it is about, by a number that only this client gets",
        ["exp"] = "not after",
        ["iat"] = "made at",
        ["nbf"] = "not before",
        ["auth_time"] = "when the person signed in at the bank",
        ["name"] = "her name",
        ["preferred_username"] = "what she likes to be called",
        ["email"] = "her e-mail address",
        ["email_verified"] = "whether the bank has checked that",
        ["nonce"] = "ties it to one sign-in of one browser",
        ["sid"] = "her session at the bank, for signing out",
        ["at_hash"] = "ties it to the access token that came with it",
        ["azp"] = "who asked for it",
        ["amr"] = "how she signed in",
        ["acr"] = "how strongly she signed in",
        ["client_id"] = "who may use it",
        ["scope"] = "what it opens",
        ["consent_id"] = "the decision that it stands on",
        ["grant_id"] = "the code that it came of",
        ["jti"] = "its own number",
    };

    private static readonly string[] _times = ["exp", "iat", "nbf", "auth_time"];
    private static readonly string[] _identifiers = ["sub", "nonce", "sid", "at_hash", "consent_id", "grant_id", "jti"];

    /// <summary>Null when it is not a JWT: then nobody but its issuer can read it.</summary>
    public static TokenContents? Of(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3)
            return null;
        try
        {
            var (header, payload) = (Decode(parts[0]), Decode(parts[1]));
            var claims = payload.EnumerateObject().Where(claim => !claim.Name.StartsWith("oi_", StringComparison.Ordinal))
                .Select(claim => new TokenClaim(claim.Name, ValueOf(claim), _meanings.GetValueOrDefault(claim.Name, "")));
            return new(header.TryGetProperty("typ", out var type) ? type.ToString() : "JWT", [.. claims]);
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string ValueOf(JsonProperty claim) => claim.Value switch
    {
        { ValueKind: JsonValueKind.Number } number when _times.Contains(claim.Name) && number.TryGetInt64(out var seconds) =>
            Spoken.Exact(DateTimeOffset.FromUnixTimeSeconds(seconds)),
        { ValueKind: JsonValueKind.String } text when _identifiers.Contains(claim.Name) => Shortened(text.GetString()!),
        { ValueKind: JsonValueKind.Array } list => string.Join(", ", list.EnumerateArray().Select(one => one.ToString())),
        var value => value.ToString(),
    };

    private static string Shortened(string id) => id.Length <= 14 ? id : string.Create(CultureInfo.InvariantCulture, $"{id[..6]}…{id[^4..]}");

    private static JsonElement Decode(string part) =>
        JsonSerializer.Deserialize<JsonElement>(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part)));
}
