namespace OAuthDemo.AuthorizationServer.Store;

/// <summary>
/// The <c>jti</c> of a JWT that must not be accepted (again): an assertion that was used, an access token that was revoked. It is
/// of no interest once the JWT has expired.
/// </summary>
internal sealed class SpentId
{
    /// <summary>Has expired (at <c>$2</c>).</summary>
    public const string Useless = """ "ExpiresAt" < $2 """;

    public required string Id { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}
