using System.Security.Claims;
using System.Text.Json;

namespace OAuthDemo.BankApi.Consents;

// What a token was granted beyond scopes: objects, each with a type (RFC 9396 §9.1).
internal static class AuthorizationDetails
{
    private const string Claim = "authorization_details";

    public static bool HasDetails(this ClaimsPrincipal token) => token.HasClaim(claim => claim.Type == Claim);

    public static IEnumerable<JsonElement> Details(this ClaimsPrincipal token, string type) =>
        token.FindAll(Claim).SelectMany(claim => Objects(JsonElement.Parse(claim.Value)))
            .Where(detail => detail.TryGetProperty("type", out var named) && named.ValueEquals(type));

    // The reader of JWTs hands an array over item by item, and one that it cannot take apart as a whole.
    private static IEnumerable<JsonElement> Objects(JsonElement value) =>
        (value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : new[] { value })
            .Where(item => item.ValueKind == JsonValueKind.Object);
}
