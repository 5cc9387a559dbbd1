namespace OAuthDemo.EndToEnd;

public sealed class AppHostTerminalTests
{
    [Fact]
    public async Task In_a_terminal_a_table_shows_the_start_and_names_have_colours()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs script of util-linux.");
        await using var system = new AppHostProcess
        {
            InTerminal = true,
            Environment = new Dictionary<string, string> { ["TERM"] = "xterm-256color" },
        };
        await system.InitializeAsync();

        system.Output.ShouldMatch(@"│ Resource +│ State +│ URL +│ Seconds │");
        system.Output.ShouldMatch(@"waiting for authorization-server, bank-api");
        system.Output.ShouldMatch(@"(?m)^\e\[[0-9;]+mbank-api +\e\[0m \| info: ");
        var table = system.Output.LastIndexOf('╰');
        system.Output.IndexOf(" | info: ", StringComparison.Ordinal).ShouldBeGreaterThan(table, "a log line must not tear the table");
    }
}
