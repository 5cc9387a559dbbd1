namespace OAuthDemo.EndToEnd;

/// <summary>README's first command, and what else is run beside it.</summary>
public sealed class AppHostStartTests(AppHostProcess system, ITestOutputHelper output) : IClassFixture<AppHostProcess>
{
    private static readonly HttpClient Http = new();

    [Fact]
    public async Task It_starts_everything_and_its_first_lines_say_where_to_go()
    {
        foreach (var service in new[] { system.Bank, system.Aggregator, system.Explorer })
            (await Http.GetStringAsync(new Uri(service, "health"), TestContext.Current.CancellationToken)).ShouldNotBeEmpty();
        using var dashboard = await Http.GetAsync(system.Dashboard, TestContext.Current.CancellationToken);
        dashboard.IsSuccessStatusCode.ShouldBeTrue();

        var lines = system.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        lines[0].ShouldBe($"Open {Text(system.Aggregator)} (Tidepool Finance), {Text(system.Bank)} (Harbour Bank) and {Text(system.Explorer)} (Flow Explorer)."
            + " Sign in as alice with alice-demo-1, bob with bob-demo-2 or carol with carol-demo-3.");
        lines[1].ShouldStartWith($"Dashboard: {Text(system.Dashboard)}/login?t=");
        lines[2..^1].ShouldAllBe(line => line.Contains(" healthy after ", StringComparison.Ordinal));
        lines[^1].ShouldMatch("^All healthy after [0-9.]+ s\\. Ctrl\\+C stops everything\\.$");
        output.WriteLine(lines[^1]);
    }

    [Fact]
    public async Task A_second_one_says_that_it_already_runs()
    {
        await using var second = Beside();

        (await second.Launch().EndAsync()).ShouldBe(1);

        second.Output.Trim().Split('\n').ShouldHaveSingleItem().ShouldStartWith($"OAuthDemo already runs here, at {Text(system.Bank)}: stop it, or ");
    }

    [Fact]
    public async Task The_walkthrough_plays_against_the_running_system()
    {
        await using var walkthrough = Beside("walkthrough");

        (await walkthrough.Launch().EndAsync()).ShouldBe(0, walkthrough.Output);

        walkthrough.Output.ShouldBeWalkthrough();
        using var health = await Http.GetAsync(new Uri(system.Bank, "health"), TestContext.Current.CancellationToken);
        health.IsSuccessStatusCode.ShouldBeTrue("what ran before runs on");
    }

    private static string Text(Uri address) => address.AbsoluteUri.TrimEnd('/');

    private AppHostProcess Beside(params string[] arguments) => new()
    {
        Arguments = arguments,
        Bank = system.Bank,
        Aggregator = system.Aggregator,
        Explorer = system.Explorer,
        Dashboard = system.Dashboard,
        DataFolder = system.DataFolder,
    };
}
