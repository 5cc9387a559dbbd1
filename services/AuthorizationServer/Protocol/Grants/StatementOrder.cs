using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace OAuthDemo.AuthorizationServer.Protocol.Grants;

/// <summary>The <c>authorization_details</c> of type <c>statement</c>: one statement, of one account and one month.</summary>
/// <param name="Account">The bank's own id of the account.</param>
/// <param name="Month">As in <c>2026-10</c>.</param>
internal sealed record StatementOrder(string Account, string Month)
{
    public const string TypeName = "statement";

    private static readonly JsonSerializerOptions _strict = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    [JsonPropertyOrder(-1)]
    public string Type { get; init; } = TypeName;

    /// <returns>The order; null if the text is not exactly one.</returns>
    public static StatementOrder? Parse(string authorizationDetails)
    {
        try
        {
            return JsonSerializer.Deserialize<StatementOrder[]>(authorizationDetails, _strict) is [{ Type: TypeName, Account.Length: > 0 and <= 64 } order]
                && DateOnly.TryParseExact(order.Month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                ? order : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string ToJson() => JsonSerializer.Serialize<StatementOrder[]>([this], _strict);
}
