using System.Globalization;
using System.Security.Claims;

namespace OAuthDemo.BankApi.Consents;

// How long ago the person may have signed in for what this endpoint does (RFC 9470).
internal sealed record FreshLogin(TimeSpan AtMost)
{
    public bool IsMetBy(ClaimsPrincipal token, DateTimeOffset now) =>
        long.TryParse(token.FindFirst("auth_time")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var signedIn)
        && now - DateTimeOffset.FromUnixTimeSeconds(signedIn) <= AtMost;
}
