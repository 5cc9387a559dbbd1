namespace OAuthDemo.FinanceAggregator.SignIn;

/// <summary>A logout token that has been taken, remembered for as long as it could be taken again.</summary>
internal sealed class SpentLogoutToken
{
    public required string Id { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}
