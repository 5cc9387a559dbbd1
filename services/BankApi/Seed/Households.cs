using OAuthDemo.BankApi.Accounts;

namespace OAuthDemo.BankApi.Seed;

// The customers of the demonstration bank, their accounts, and what lay in each when the story begins.
internal static class Households
{
    public const string AliceCurrent = "10001-current", AliceSavings = "10001-savings", AliceCard = "10001-card";
    public const string BobCurrent = "10002-current", BobSavings = "10002-savings";
    public const string Joint = "10001-10002-joint";
    public const string CarolCurrent = "10003-current", CarolSavings = "10003-savings", CarolCard = "10003-card";

    public static IReadOnlyDictionary<string, int> Openings { get; } = new Dictionary<string, int>
    {
        [AliceCurrent] = 334_260,
        [AliceSavings] = 912_500,
        [AliceCard] = -41_835,
        [Joint] = 191_418,
        [BobCurrent] = 276_742,
        [BobSavings] = 340_000,
        [CarolCurrent] = 468_915,
        [CarolSavings] = 615_000,
        [CarolCard] = -12_990,
    };

    public static IEnumerable<Account> Make()
    {
        var alice = new Customer { Number = "10001", Name = "Alice Andersen" };
        var bob = new Customer { Number = "10002", Name = "Bob Brandt" };
        var carol = new Customer { Number = "10003", Name = "Carol Castillo" };
        return
        [
            One(AliceCurrent, "Everyday account", AccountKind.Current, "60214821", 100_000, alice),
            One(AliceSavings, "Rainy day savings", AccountKind.Savings, "60217734", 0, alice),
            One(AliceCard, "Harbour Card", AccountKind.Card, "60219056", 300_000, alice),
            One(Joint, "Our household", AccountKind.Joint, "60226610", 50_000, alice, bob),
            One(BobCurrent, "Everyday account", AccountKind.Current, "60231947", 100_000, bob),
            One(BobSavings, "Sailing boat fund", AccountKind.Savings, "60235302", 0, bob),
            One(CarolCurrent, "Studio account", AccountKind.Current, "60248179", 200_000, carol),
            One(CarolSavings, "Tax and rest", AccountKind.Savings, "60243365", 0, carol),
            One(CarolCard, "Harbour Card", AccountKind.Card, "60247728", 200_000, carol),
        ];
    }

    private static Account One(string id, string name, AccountKind kind, string number, long limit, params Customer[] holders) =>
        new() { Id = id, Name = name, Kind = kind, Number = number, Limit = limit, Holders = [.. holders] };
}
