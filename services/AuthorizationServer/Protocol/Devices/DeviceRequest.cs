namespace OAuthDemo.AuthorizationServer.Protocol.Devices;

/// <summary>
/// What a device without a browser asked for (RFC 8628 §3.1), and how fast it may ask again whether somebody has answered. The engine keeps both
/// codes; this is beside them.
/// </summary>
internal sealed class DeviceRequest
{
    /// <summary>The row of the device code.</summary>
    public required string Id { get; init; }

    /// <summary>The row of the user code.</summary>
    public required string UserCodeId { get; init; }

    public required string ClientId { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The network address it called from, so that a person can tell her own device from somebody else's.</summary>
    public string? Address { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>Before that, it is too early to ask again.</summary>
    public required DateTimeOffset PollFrom { get; set; }

    /// <summary>Seconds between two questions; each one too early adds five (RFC 8628 §3.5).</summary>
    public required int Interval { get; set; }
}
