using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OAuthDemo.ServiceDefaults.ProtocolSteps;

/// <summary>
/// What may leave a service about a parameter. What is known to be harmless goes as it is, what is known to be secret as a
/// fingerprint that shows sameness and no more, and everything else not at all: a parameter that nobody thought of is not shown.
/// </summary>
internal static class Redaction
{
    public const string Hidden = "(hidden)";

    private static readonly FrozenSet<string> Harmless = FrozenSet.ToFrozenSet(
    [
        "acr", "acr_values", "active", "auth_time", "authorization_details", "client_assertion_type", "client_id", "code_challenge", "code_challenge_method", "consent", "consent_id", "days", "decision",
        "display", "error", "error_description", "error_uri", "exp", "expires_in", "from", "grant_type", "iat", "interval", "iss", "issued_token_type",
        "max_age", "nbf", "page", "page-size", "prompt", "requested_token_type", "resource", "response_mode", "response_type", "retry-after", "scope", "sub", "subject_token_type",
        "to", "token_type", "token_type_hint", "ui_locales", "www-authenticate", "aud", "consent_expires_at", "transactions_from",
        "Input.UserName",
    ]);

    private static readonly FrozenSet<string> Fingerprinted = FrozenSet.ToFrozenSet(
    [
        "access_token", "actor_token", "client_assertion", "client_secret", "code", "code_verifier", "device_code", "id_token", "id_token_hint",
        "logout_token", "nonce", "refresh_token", "request", "request_uri", "state", "subject_token", "token",
    ]);

    private static readonly FrozenSet<string> Addresses = FrozenSet.ToFrozenSet(
        ["location", "post_logout_redirect_uri", "redirect_uri", "verification_uri", "verification_uri_complete"]);

    public static string Of(string name, string value) =>
        Harmless.Contains(name) ? Short(value)
        : Fingerprinted.Contains(name) ? Token(value)
        : Addresses.Contains(name) ? Short(value.Split('?', '#')[0])
        : name == "authorization" ? Credentials(value)
        : Hidden;

    public static string Fingerprint(string secret) =>
        "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)))[..12];

    /// <summary>
    /// For what a person can type, and a thief could therefore guess: each guess costs as much as this does.
    /// </summary>
    public static string SlowFingerprint(string code) => "sha256:" + Convert.ToHexStringLower(Rfc2898DeriveBytes.Pbkdf2(
        Encoding.UTF8.GetBytes(code.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant()), "user_code"u8.ToArray(), iterations: 50_000, HashAlgorithmName.SHA256, outputLength: 6));

    /// <summary>Of a signed token header and claims stay readable; the signature, without which it is worth nothing, does not.</summary>
    public static string Token(string token)
    {
        var parts = token.Split('.');
        return parts.Length == 3 && IsJson(parts[0]) && IsJson(parts[1])
            ? $"{parts[0]}.{parts[1]}.{Fingerprint(token)}"
            : Fingerprint(token);
    }

    /// <summary>The client's id in HTTP Basic credentials (RFC 6749 §2.3.1), or null.</summary>
    public static string? ClientOf(string authorization) => Basic(authorization)?.Id;

    private static string Credentials(string authorization)
    {
        if (Basic(authorization) is { } basic) return $"Basic {basic.Id}:{Fingerprint(basic.Secret)}";
        var space = authorization.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && authorization[..space] is "Bearer" or "DPoP"
            ? $"{authorization[..space]} {Token(authorization[(space + 1)..].Trim())}"
            : Hidden;
    }

    private static (string Id, string Secret)? Basic(string authorization)
    {
        if (!authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) return null;
        var bytes = new byte[authorization.Length];
        if (!Convert.TryFromBase64String(authorization[6..].Trim(), bytes, out var length)) return null;
        var pair = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return pair.Length == 2 ? (Short(Uri.UnescapeDataString(pair[0])), pair[1]) : null;
    }

    private static bool IsJson(string part)
    {
        try
        {
            using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(part));
            return json.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return false;
        }
    }

    private static string Short(string value) => value.Length <= 2_000 ? value : value[..2_000] + "…";
}
