using System.Globalization;
using System.Text.Json;

namespace OAuthDemo.BankApi.Consents;

// What introspection said. An active token without a consent belongs to a machine.
internal sealed record Answer(bool Active, LiveConsent? Consent)
{
    public static Answer Read(JsonElement json)
    {
        if (!json.GetProperty("active").GetBoolean()) return new Answer(false, null);
        if (!json.TryGetProperty("consent_id", out var consentId)) return new Answer(true, null);

        return new Answer(true, new LiveConsent(
            json.GetProperty("client_id").GetString()!,
            consentId.GetString()!,
            json.GetProperty("customer_number").GetString()!,
            Texts(json, "account_ids"),
            json.TryGetProperty("transactions_from", out var from)
                ? DateOnly.ParseExact(from.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
            json.TryGetProperty("consent_expires_at", out var until) ? DateTimeOffset.FromUnixTimeSeconds(until.GetInt64()) : null));
    }

    // A list of one may be written as the one.
    private static IReadOnlyList<string> Texts(JsonElement json, string name) =>
        !json.TryGetProperty(name, out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(item => item.GetString()!)]
        : [value.GetString()!];
}
