using System.Diagnostics;
using System.Globalization;
using OAuthDemo.Containers.Machine;
using OAuthDemo.Testcontainers;

namespace OAuthDemo.Containers.Stranger;

public sealed class StartTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Asked for by name alone (-explicit only), because it says nothing on a machine that is at work with something else.
    [Fact(Explicit = true)]
    public async Task From_the_start_of_a_container_to_the_first_token_it_takes_less_than_three_seconds()
    {
        if ((Engine.Missing ?? Images.Missing(Needs.AllInOne)) is { } reason)
            Assert.Skip(reason);
        var starts = new List<double>();
        while (starts.Count < 10)
            starts.Add(await StartAsync());

        var inWords = string.Join(' ', starts.Order().Select(seconds => seconds.ToString("0.00", CultureInfo.InvariantCulture)));
        TestContext.Current.SendDiagnosticMessage(inWords);
        starts.Order().ElementAt(starts.Count / 2).ShouldBeLessThan(3, inWords);
    }

    private static async Task<double> StartAsync()
    {
        await using var bank = new OAuthDemoBuilder(Images.Of("all-in-one")).WithClient("shop").Build();
        var start = Stopwatch.GetTimestamp();
        await bank.StartAsync(Cancel);
        (await bank.GetTokenAsync("shop", "accounts:read")).ExpiresIn.ShouldBeGreaterThan(0);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
