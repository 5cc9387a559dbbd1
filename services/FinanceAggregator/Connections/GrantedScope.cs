namespace OAuthDemo.FinanceAggregator.Connections;

/// <summary>What Tidepool asks for, in plain words.</summary>
internal sealed record GrantedScope(string Name, string Words)
{
    public static readonly IReadOnlyList<GrantedScope> All =
    [
        new("accounts:read", "See which accounts you picked: their names, kinds and masked numbers"),
        new("balances:read", "See how much is in each of them"),
        new("transactions:read", "See what went in and out, and when"),
        new("transactions.detail:read", "See whom you paid: merchants and references"),
        new("offline_access", "Keep reading while you are not here, until you end it or the time is over"),
    ];
}
