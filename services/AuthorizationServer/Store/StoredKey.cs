namespace OAuthDemo.AuthorizationServer.Store;

/// <summary>A secret of this store: made at the first start, never shown, encrypted by data protection.</summary>
internal sealed class StoredKey
{
    public required string Id { get; init; }

    public required string Purpose { get; init; }

    public required string Protected { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
