using System.Reflection;
using System.Runtime.CompilerServices;
using OAuthDemo.ResourceOwner.Exchanges;
using Xunit.v3;

namespace OAuthDemo.Integration.Demo;

/// <summary>The messages of the running test, with secrets shortened.</summary>
public static class TestExchanges
{
    private static readonly ConditionalWeakTable<object, ExchangeLog> _logs = [];

    private static readonly ConditionalWeakTable<object, DemoSystem> _systems = [];

    /// <summary>Where the running test's exchanges are recorded; one that nobody reads outside of a test.</summary>
    public static ExchangeLog Log => TestContext.Current.Test is { } test ? _logs.GetValue(test, _ => new()) : new();

    internal static void Used(DemoSystem demo)
    {
        if (TestContext.Current.Test is { } test)
            _systems.AddOrUpdate(test, demo);
    }

    /// <summary>The last warnings and errors of the system that a test used.</summary>
    internal static IEnumerable<LogLine> Complaints(object test) =>
        _systems.TryGetValue(test, out var demo) ? demo.Log.WarningsAndErrors.TakeLast(5) : [];
}

/// <summary>Prints the messages of a test that failed, the exchange that went wrong among them, and what the services complained of.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class PrintsFailedExchangesAttribute : BeforeAfterTestAttribute
{
    private const int Most = 25;

    /// <inheritdoc/>
    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (TestContext.Current.TestState?.Result != TestResult.Failed)
            return;
        var exchanges = TestExchanges.Log.Exchanges;
        foreach (var exchange in exchanges.Skip(exchanges.Count - Most))
            TestContext.Current.TestOutputHelper?.WriteLine(exchange.ToString());
        foreach (var line in TestExchanges.Complaints(test))
            TestContext.Current.TestOutputHelper?.WriteLine(line.ToString());
    }
}
