namespace OAuthDemo.AuthorizationServer.Catalogue;

/// <summary>An application that is registered with the bank.</summary>
internal sealed record BankClient
{
    public required string Id { get; init; }

    /// <summary>The name a person knows it by.</summary>
    public required string Name { get; init; }

    /// <summary>Who runs it.</summary>
    public required string Operator { get; init; }

    public string? Homepage { get; init; }

    /// <summary>Can it keep a secret (RFC 6749 §2.1)?</summary>
    public bool IsConfidential { get; init; }

    /// <summary>An application on the person's own device: its loopback redirect may use any port (RFC 8252 §7.3).</summary>
    public bool IsNative { get; init; }

    /// <summary>SHA-256 of the client secret. A long random secret needs no slow hash.</summary>
    public byte[]? SecretDigest { get; init; }

    /// <summary>The public key it proves itself with instead of a secret (<c>private_key_jwt</c>, RFC 7523), as a JWK.</summary>
    public string? PublicKey { get; init; }

    /// <summary>Does its code run in a browser, at the origin of its redirect URIs? Then that origin may call the back channel (CORS).</summary>
    public bool IsBrowser { get; init; }

    public IReadOnlyList<string> Grants { get; init; } = [];

    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    public IReadOnlyList<string> PostLogoutRedirectUris { get; init; } = [];

    public IReadOnlyList<string> Scopes { get; init; } = [];

    public bool RequiresPkce { get; init; } = true;

    /// <summary>Must it push its authorization requests over the back channel first (RFC 9126 §6)?</summary>
    public bool RequiresPar { get; init; }

    /// <summary>Where it is told that a person signed out at the bank (OpenID Connect Back-Channel Logout).</summary>
    public string? BackchannelLogoutUri { get; init; }

    /// <summary>Is it a resource server that may ask what an access token is worth (RFC 7662)?</summary>
    public bool Introspects { get; init; }

    /// <summary>The identifier of the resource server that it is, if it is one other than the bank's own API.</summary>
    public string? Resource { get; init; }
}
