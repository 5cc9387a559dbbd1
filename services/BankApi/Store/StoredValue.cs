namespace OAuthDemo.BankApi.Store;

// What the store must remember beside its data.
internal sealed class StoredValue
{
    // The key of the ids given out to clients, made at the first start.
    public const string IdsKey = "key of the ids given out";

    // Up to when the story of the bank is told.
    public const string ToldUntil = "story told until";

    public required string Name { get; init; }
    public required string Value { get; set; }
}
