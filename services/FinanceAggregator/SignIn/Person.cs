namespace OAuthDemo.FinanceAggregator.SignIn;

/// <summary>Who the bank said this visitor is: the contents of an ID token, not access to anything.</summary>
internal sealed class Person
{
    public required string VisitorId { get; init; }

    public required string Subject { get; init; }

    public required string Name { get; init; }

    public string? Email { get; init; }

    public DateTimeOffset SignedInAt { get; init; }

    /// <summary>Kept to tell the bank later whom to sign out (id_token_hint).</summary>
    public required string SealedIdToken { get; init; }
}
