namespace OAuthDemo.FinanceAggregator.Connections;

/// <summary>What Tidepool asks for, in plain words.</summary>
internal sealed record GrantedScope(string Name, string Words)
{
    private static readonly Dictionary<string, string> _short = new()
    {
        ["accounts:read"] = "names",
        ["balances:read"] = "balances",
        ["transactions:read"] = "transactions",
        ["transactions.detail:read"] = "whom you paid",
        ["offline_access"] = "while you are away",
    };

    /// <summary>What a connection may see, in a few words.</summary>
    public static string InShort(Connection connection) =>
        string.Join(", ", _short.Where(scope => connection.Allows(scope.Key)).Select(scope => scope.Value));

    public static readonly IReadOnlyList<GrantedScope> All =
    [
        new("accounts:read", "See which accounts you picked: their names, kinds and masked numbers"),
        new("balances:read", "See how much is in each of them"),
        new("transactions:read", "See what went in and out, and when"),
        new("transactions.detail:read", "See whom you paid: merchants and references"),
        new("offline_access", "Keep reading while you are not here, until you end it or the time is over"),
    ];
}
