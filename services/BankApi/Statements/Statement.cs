namespace OAuthDemo.BankApi.Statements;

// What went in and out of an account in one month. Written once, and never again.
internal sealed class Statement
{
    public required string Id { get; init; }
    public required string AccountId { get; init; }

    // As 2026-10.
    public required string Month { get; init; }

    // In cents.
    public required long Opening { get; init; }
    public required long In { get; init; }
    public required long Out { get; init; }

    public required int Transactions { get; init; }
    public required DateTimeOffset WrittenAt { get; init; }

    // Chosen by whoever asked for it, so that the question can be repeated safely.
    public string? IdempotencyKey { get; init; }
}
