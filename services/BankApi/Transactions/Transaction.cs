namespace OAuthDemo.BankApi.Transactions;

internal sealed class Transaction
{
    public long Id { get; init; }
    public required string AccountId { get; init; }
    public required DateTimeOffset BookedAt { get; init; }

    // A card payment is pending until then.
    public required DateTimeOffset SettlesAt { get; init; }

    // In cents; negative leaves the account.
    public required long Amount { get; init; }

    public required string Description { get; init; }
    public required string Category { get; init; }
    public string? Merchant { get; init; }
    public string? Reference { get; init; }
}
