namespace OAuthDemo.TvApp.Device;

/// <summary>The answer to a device authorization request (RFC 8628 §3.2): what the screen shows, and what the device keeps.</summary>
/// <param name="DeviceCode">For the token endpoint only; never shown.</param>
/// <param name="UserCode">What the person types.</param>
/// <param name="Address">Where the person types it.</param>
/// <param name="AddressWithCode">The same with the code filled in, for a QR code.</param>
/// <param name="ExpiresAt">When both codes end.</param>
/// <param name="Interval">How long to wait between two polls.</param>
internal sealed record DeviceLogin(
    string DeviceCode, string UserCode, Uri Address, Uri AddressWithCode, DateTimeOffset ExpiresAt, TimeSpan Interval);

/// <summary>What the device holds after the person said yes.</summary>
internal sealed record DeviceTokens(string AccessToken, string? RefreshToken, DateTimeOffset ExpiresAt, string Scope);

/// <summary>What one poll came to (RFC 8628 §3.5).</summary>
internal enum PollOutcome
{
    Pending,
    SlowDown,
    Unreachable,
    Granted,
    Denied,
    Expired,
    Refused,
}

/// <summary>One poll, with the tokens if it was the last.</summary>
internal sealed record Poll(PollOutcome Outcome, DeviceTokens? Tokens = null, string? Error = null);
