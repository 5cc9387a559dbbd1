namespace OAuthDemo.AuthorizationServer.Store;

/// <summary>A secret of this store: made at the first start, never shown, encrypted by data protection.</summary>
internal sealed class StoredKey
{
    public required string Id { get; init; }

    public required string Purpose { get; init; }

    public required string Protected { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on a key signs; until then it is only published. Null: from the beginning.</summary>
    public DateTimeOffset? SignsFrom { get; init; }
}
