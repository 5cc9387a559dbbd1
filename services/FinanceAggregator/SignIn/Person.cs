namespace OAuthDemo.FinanceAggregator.SignIn;

/// <summary>Who the bank said this visitor is: the contents of an ID token, not access to anything.</summary>
internal sealed class Person
{
    public required string VisitorId { get; init; }

    public required string Subject { get; init; }

    public required string Name { get; init; }

    public string? Email { get; init; }

    public DateTimeOffset SignedInAt { get; init; }

    /// <summary>The bank's name for the session in which she signed in (<c>sid</c>); when that one ends, so does this.</summary>
    public string? SessionId { get; init; }

    /// <summary>Kept to be shown beside an access token. It never leaves the server.</summary>
    public required string SealedIdToken { get; init; }
}
