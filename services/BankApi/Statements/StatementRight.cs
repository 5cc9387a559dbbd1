using System.Security.Claims;
using System.Text.Json;
using OAuthDemo.BankApi.Consents;

namespace OAuthDemo.BankApi.Statements;

// A machine's token opens every statement, until it was exchanged for one that names the statements it is for (RFC 9396).
internal static class StatementRight
{
    public const string Type = "statement";

    public static bool Covers(this ClaimsPrincipal token, string account, StatementMonth month) =>
        !token.HasDetails() || token.Details(Type).Any(detail => Names(detail, "account", account) && Names(detail, "month", month.ToString()));

    private static bool Names(JsonElement detail, string member, string value) =>
        detail.TryGetProperty(member, out var named) && named.ValueKind == JsonValueKind.String && named.ValueEquals(value);
}
