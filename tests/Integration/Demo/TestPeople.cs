namespace OAuthDemo.Integration.Demo;

/// <summary>People of the demo bank whom a test may be: those that the bank ships, and guests that only tests know.</summary>
internal static class TestPeople
{
    public static IReadOnlyDictionary<string, string> Shipped { get; } = new Dictionary<string, string>
    {
        ["alice"] = "alice-demo-1",
        ["bob"] = "bob-demo-2",
        ["carol"] = "carol-demo-3",
    };

    public static IEnumerable<string> Guests(int count) => Enumerable.Range(1, count).Select(number => $"guest-{number}");

    public static string Password(string userName) => Shipped.GetValueOrDefault(userName, $"{userName}-test");
}
