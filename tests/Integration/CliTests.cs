using System.Text.Json;
using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Integration;

/// <summary>The program for the command line: a native public client on a loopback redirect (RFC 8252).</summary>
public sealed class CliTests(DemoSystem demo)
{
    [Fact]
    public async Task Signed_in_once_it_shows_accounts_and_transactions_and_after_logout_nothing()
    {
        using var cli = new DemoCli(demo);
        var person = demo.NewPerson();

        (await cli.LoginAsync(person)).ExitCode.ShouldBe(0);
        var accounts = await cli.RunAsync("accounts");
        var transactions = await cli.RunAsync("transactions", "2");
        var token = RefreshToken(cli);
        var logout = await cli.RunAsync("logout");

        accounts.ExitCode.ShouldBe(0, accounts.Output);
        accounts.Output.ShouldContain("Everyday account");
        accounts.Output.ShouldMatch(@"\d+\.\d{2} EUR");
        transactions.Output.ShouldMatch(@"\d{4}-\d{2}-\d{2}");
        logout.ExitCode.ShouldBe(0, logout.Output);
        File.Exists(cli.SessionFile).ShouldBeFalse();
        (await demo.Client("harbour-cli").RefreshAsync(token)).ShouldBeError(400, "invalid_grant");
        (await cli.RunAsync("accounts")).ExitCode.ShouldBe(1);
        (await person.OpenConnectedAppsAsync()).Forms("end-consent").ShouldBeEmpty();
    }

    [Fact] // RFC 9700 §4.14
    public async Task The_token_is_kept_where_only_its_owner_reads_it_and_changes_with_each_command()
    {
        using var cli = new DemoCli(demo);
        await cli.LoginAsync(demo.NewPerson());
        var first = RefreshToken(cli);

        await cli.RunAsync("accounts");

        RefreshToken(cli).ShouldNotBe(first);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(cli.SessionFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.ReadAllText(cli.SessionFile).ShouldNotContain("access_token", Case.Insensitive);
    }

    [Fact]
    public async Task Commands_at_the_same_time_take_turns_with_the_token()
    {
        using var cli = new DemoCli(demo);
        await cli.LoginAsync(demo.NewPerson());

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => cli.RunAsync("accounts")));

        results.ShouldAllBe(result => result.ExitCode == 0);
    }

    [Fact]
    public async Task A_no_shares_nothing()
    {
        using var cli = new DemoCli(demo);

        var (exitCode, output) = await cli.LoginAsync(demo.NewPerson(), person => person.DenyAsync());

        exitCode.ShouldBe(1);
        output.ShouldContain("You said no");
        File.Exists(cli.SessionFile).ShouldBeFalse();
    }

    [Fact] // RFC 9207 §2.4
    public async Task An_answer_of_another_bank_is_not_redeemed()
    {
        using var cli = new DemoCli(demo);

        var (exitCode, output) = await cli.LoginAsync(demo.NewPerson(), bend: response => response.Replace("iss=http%3A%2F%2Flocalhost", "iss=http%3A%2F%2Fevil", StringComparison.Ordinal));

        exitCode.ShouldBe(1, output);
        output.ShouldContain("did not come from the bank");
    }

    [Fact]
    public async Task What_was_not_shared_is_said_and_the_rest_is_shown()
    {
        using var cli = new DemoCli(demo);
        await cli.LoginAsync(demo.NewPerson(), person => person.AllowAsync(scopes: ["offline_access"], accounts: ["Everyday"]));

        var accounts = await cli.RunAsync("accounts");

        accounts.ExitCode.ShouldBe(0, accounts.Output);
        accounts.Output.ShouldContain("not shared");
        (await cli.RunAsync("transactions")).Output.ShouldContain("did not share transactions");
    }

    [Theory]
    [InlineData("dance")]
    [InlineData("transactions", "none")]
    [InlineData]
    public async Task An_unknown_command_is_answered_with_what_is_known(params string[] words)
    {
        using var cli = new DemoCli(demo);

        var (exitCode, output) = await cli.RunAsync(words);

        exitCode.ShouldBe(64);
        output.ShouldContain("login");
    }

    private static string RefreshToken(DemoCli cli) => JsonDocument.Parse(File.ReadAllText(cli.SessionFile)).RootElement.GetProperty("RefreshToken").GetString()!;
}
