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

    public IReadOnlyList<string> Grants { get; init; } = [];

    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    public IReadOnlyList<string> PostLogoutRedirectUris { get; init; } = [];

    public IReadOnlyList<string> Scopes { get; init; } = [];

    public bool RequiresPkce { get; init; } = true;

    /// <summary>Is it a resource server that may ask what an access token is worth (RFC 7662)?</summary>
    public bool Introspects { get; init; }
}
