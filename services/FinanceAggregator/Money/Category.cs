using MudBlazor;

namespace OAuthDemo.FinanceAggregator.Money;

/// <summary>How Tidepool shows one of the bank's categories. A category it does not know keeps the bank's name.</summary>
internal sealed record Category(string Label, string Icon)
{
    private static readonly Dictionary<string, Category> _known = new()
    {
        ["income"] = new("Income", Icons.Material.Rounded.Work),
        ["interest"] = new("Interest", Icons.Material.Rounded.Percent),
        ["housing"] = new("Housing", Icons.Material.Rounded.Home),
        ["utilities"] = new("Utilities", Icons.Material.Rounded.Bolt),
        ["insurance"] = new("Insurance", Icons.Material.Rounded.Umbrella),
        ["groceries"] = new("Groceries", Icons.Material.Rounded.ShoppingBasket),
        ["restaurants"] = new("Eating out", Icons.Material.Rounded.Restaurant),
        ["shopping"] = new("Shopping", Icons.Material.Rounded.ShoppingBag),
        ["subscriptions"] = new("Subscriptions", Icons.Material.Rounded.Subscriptions),
        ["leisure"] = new("Leisure", Icons.Material.Rounded.TheaterComedy),
        ["health"] = new("Health", Icons.Material.Rounded.Favorite),
        ["transport"] = new("Transport", Icons.Material.Rounded.DirectionsBus),
        ["travel"] = new("Travel", Icons.Material.Rounded.Flight),
        ["cash"] = new("Cash", Icons.Material.Rounded.Payments),
        ["transfers"] = new("Own transfer", Icons.Material.Rounded.SwapHoriz),
    };

    /// <summary>Money that only moves between somebody's own accounts is neither income nor spending.</summary>
    public static bool IsTransfer(string category) => category == "transfers";

    public static Category Of(string category) => _known.TryGetValue(category, out var known)
        ? known
        : new(category.Length == 0 ? "Other" : char.ToUpperInvariant(category[0]) + category[1..], Icons.Material.Rounded.Circle);
}
