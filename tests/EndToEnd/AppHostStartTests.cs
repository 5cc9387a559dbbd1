using System.Text.RegularExpressions;

namespace OAuthDemo.EndToEnd;

public sealed class AppHostStartTests(AppHostProcess system, ITestOutputHelper output) : IClassFixture<AppHostProcess>
{
    private static readonly HttpClient Http = new();

    [Fact]
    public async Task It_starts_everything_and_says_where_to_go()
    {
        (await Http.GetStringAsync(new Uri(system.Bank, "/health"), TestContext.Current.CancellationToken)).ShouldNotBeEmpty();
        (await Http.GetStringAsync(new Uri(system.Aggregator, "/health"), TestContext.Current.CancellationToken)).ShouldNotBeEmpty();
        system.Output.ShouldContain($"Now listening on: {system.Bank.AbsoluteUri.TrimEnd('/')}  Harbour Bank: sign in as alice, password alice-demo-1");
        system.Output.ShouldContain($"Now listening on: {new Uri(system.Bank, "/api/docs")}  API reference");
        system.Output.ShouldContain($"Now listening on: {system.Aggregator.AbsoluteUri.TrimEnd('/')}  Tidepool Finance: connect your bank here");
    }

    [Fact]
    public void It_says_how_long_the_start_took()
    {
        system.StartTook.ShouldBeGreaterThan(TimeSpan.Zero);
        output.WriteLine($"All healthy after {system.StartTook.TotalSeconds} s.");
    }

    [Fact]
    public void What_is_waited_for_is_healthy_before_what_waits_for_it_starts()
    {
        var gateway = LineOf("gateway .*starting");
        gateway.ShouldBeGreaterThan(LineOf("authorization-server .*healthy"));
        gateway.ShouldBeGreaterThan(LineOf("bank-api .*healthy"));
        LineOf("finance-aggregator .*starting").ShouldBeLessThan(gateway);
    }

    [Fact]
    public void Output_that_is_not_a_terminal_is_plain_lines_behind_the_services_names()
    {
        system.Output.ShouldNotContain('\e');
        system.Output.ShouldMatch(@"(?m)^bank-api +\| ");
        system.Output.ShouldMatch(@"(?m)^gateway +healthy +http://localhost:[0-9]+ +[0-9.]+ s$");
    }

    private int LineOf(string pattern) => Array.FindIndex(system.Output.Split('\n'), line => Regex.IsMatch(line, $"^{pattern}"));
}
