using System.Globalization;
using System.Text.Json.Serialization;
using OAuthDemo.AuthorizationServer.Consents;

namespace OAuthDemo.AuthorizationServer.Protocol.Grants;

/// <summary>The <c>authorization_details</c> of type <c>statement</c>: one statement, of one account and one month.</summary>
/// <param name="Account">The bank's own id of the account.</param>
/// <param name="Month">As in <c>2026-10</c>.</param>
internal sealed record StatementOrder(string Account, string Month)
{
    public const string TypeName = "statement";

    [JsonPropertyOrder(-1)]
    public string Type { get; init; } = TypeName;

    /// <returns>The order; null if the text is not exactly one.</returns>
    public static StatementOrder? Parse(string authorizationDetails) =>
        AuthorizationDetails.Read<StatementOrder>(authorizationDetails) is { Type: TypeName, Account.Length: > 0 and <= 64 } order
        && DateOnly.TryParseExact(order.Month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? order : null;

    public string ToJson() => AuthorizationDetails.Write(this);
}
