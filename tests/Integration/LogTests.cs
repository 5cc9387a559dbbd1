using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Integration;

/// <summary>What the services write to their logs while nothing is wrong.</summary>
public sealed class LogTests
{
    [Fact]
    public async Task A_whole_flow_leaves_no_secret_in_any_log()
    {
        await using var demo = await DemoSystem.StartAsync();
        await PlayAsync(demo);

        demo.Secrets.All.Count.ShouldBeGreaterThan(20, "or the collector misses what it should see");
        demo.Log.LinesWith(demo.Secrets.All).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_whole_flow_leaves_no_warning_and_no_error_in_any_log()
    {
        await using var demo = await DemoSystem.StartAsync();
        await PlayAsync(demo);

        demo.Log.All.Select(line => line.Service).Distinct().Count().ShouldBe(4, "every service is heard");
        demo.Log.WarningsAndErrors.ShouldBeEmpty();
        await demo.StopAllAsync();
        demo.Log.WarningsAndErrors.ShouldBeEmpty("stopping is nothing to complain of either");
    }

    private static async Task PlayAsync(DemoSystem demo)
    {
        var person = demo.Person();
        await person.ConnectBankAsync();
        await person.AtConnectionAsync("refresh");
        await person.AtConnectionAsync("disconnect");
        await person.SignOutAsync();

        var client = demo.Client();
        var tokens = await client.ConnectAsync();
        await demo.AccountIdsAsync(tokens.Must("access_token"));
        (await demo.Http().GetAsync("connect/userinfo", tokens.Must("access_token"))).Must("sub");
        var refreshed = await client.RefreshAsync(tokens.Must("refresh_token"));
        await demo.Client("bank-api").IntrospectAsync(refreshed.Must("access_token"));
        await client.RevokeAsync(refreshed.Must("refresh_token"));
        (await demo.Client("machine").ClientCredentialsAsync("statements:run")).Must("access_token");
    }
}
