using System.Text.Json;

namespace OAuthDemo.EndToEnd;

internal static class PublishedKeys
{
    /// <summary>The ids of the keys that the issuer publishes (RFC 8414 §2, RFC 7517 §5).</summary>
    public static async Task<IReadOnlyList<string>> GetKeyIdsAsync(this HttpClient issuer)
    {
        using var metadata = await ReadAsync(issuer, new Uri(".well-known/oauth-authorization-server", UriKind.Relative));
        using var keys = await ReadAsync(issuer, new Uri(metadata.RootElement.GetProperty("jwks_uri").GetString()!));
        var ids = keys.RootElement.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("kid").GetString()!);
        return [.. ids.Order(StringComparer.Ordinal)];
    }

    private static async Task<JsonDocument> ReadAsync(HttpClient http, Uri address) =>
        JsonDocument.Parse(await http.GetStringAsync(address, TestContext.Current.CancellationToken));
}
