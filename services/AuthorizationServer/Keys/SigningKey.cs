using Microsoft.IdentityModel.Tokens;

namespace OAuthDemo.AuthorizationServer.Keys;

/// <summary>A key of the bank's signature, and when it signs. It is published from the moment it exists.</summary>
/// <param name="Key">The key; its id is its thumbprint (RFC 7638).</param>
/// <param name="SignsFrom">Before that it is only published, so that everybody knows it by its first signature.</param>
internal sealed record SigningKey(ECDsaSecurityKey Key, DateTimeOffset SignsFrom)
{
    /// <summary>A key signs for so long, then the next one takes over by itself.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromDays(30);

    /// <summary>So long the next one is published before it takes over; a reader of the key set may remember it for an hour.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromHours(2);

    /// <summary>The same when somebody demands a new key at once: all instances of the server have seen it by then.</summary>
    public static readonly TimeSpan AheadOnDemand = TimeSpan.FromSeconds(30);

    /// <summary>A key that signs no more stays published until the last token that others read has expired, and their clocks agree on it.</summary>
    public static readonly TimeSpan Published = TimeSpan.FromMinutes(10);

    /// <summary>Codes and refresh tokens, which only the bank reads, are read by it for as long as they may live.</summary>
    public static readonly TimeSpan Readable = TimeSpan.FromDays(15);
}
