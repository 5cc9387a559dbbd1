namespace OAuthDemo.AuthorizationServer.Protocol;

/// <summary>How long what is issued may be used.</summary>
internal static class Lifetimes
{
    /// <summary>A code passes through the browser once. RFC 6749 §4.1.2 allows ten minutes at most.</summary>
    public static readonly TimeSpan Code = TimeSpan.FromSeconds(60);

    /// <summary>A pushed request waits for the person to sign in and to decide (RFC 9126 §2.2). FAPI 2.0 wants less than ten minutes.</summary>
    public static readonly TimeSpan PushedRequest = TimeSpan.FromMinutes(9);

    /// <summary>So long a device waits for its code to be typed.</summary>
    public static readonly TimeSpan DeviceCode = TimeSpan.FromMinutes(10);

    public static readonly TimeSpan AccessToken = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan IdentityToken = TimeSpan.FromMinutes(5);

    /// <summary>Each refresh gives a new token; the last one dies when it was not used for so long.</summary>
    public static readonly TimeSpan RefreshToken = TimeSpan.FromDays(14);
}
