using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Integration;

/// <summary>What a restart of everything must not lose.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task A_restart_of_everything_keeps_people_sessions_consents_connections_and_keys()
    {
        await using var demo = await DemoSystem.StartAsync();
        var client = demo.Client();
        var person = demo.Person();
        await person.ConnectBankAsync(accounts: ["Everyday"]);
        var tokens = await client.ConnectAsync(person);
        var accounts = await demo.AccountIdsAsync(tokens.Must("access_token"));
        var pending = await client.AuthorizeAsync(person);
        var keys = (await demo.Http().GetAsync(".well-known/jwks")).Body;

        await demo.StopAllAsync();
        await demo.StartAllAsync();

        (await demo.Http().GetAsync(".well-known/jwks")).Body.ShouldBe(keys);
        (await demo.AccountIdsAsync(tokens.Must("access_token"))).ShouldBe(accounts);
        (await client.RedeemAsync(pending)).Must("access_token");
        (await client.RefreshAsync(tokens.Must("refresh_token"))).Must("access_token");
        (await person.Browser.GoAsync(demo.Addresses.AtBank("me/consents"))).Name.ShouldBe("consents", "still signed in");

        demo.AdvanceClock(TimeSpan.FromMinutes(6)); // so that the aggregator needs its refresh token
        (await person.Browser.GoAsync(demo.Addresses.AtAggregator(""))).Body.ShouldContain("Everyday account");
        (await person.OpenConnectionAsync()).Text.ShouldContain("Refreshed once");
    }

    [Fact]
    public async Task A_form_that_was_open_during_a_restart_can_still_be_sent()
    {
        await using var demo = await DemoSystem.StartAsync();
        var request = demo.Client().Ask("accounts:read");
        var person = demo.Person();
        await person.Browser.GoAsync(request.Address);
        await demo.StopAllAsync();
        await demo.StartAllAsync();

        (await person.SignInAsync()).Name.ShouldBe("consent");
        await demo.StopAllAsync();
        await demo.StartAllAsync();

        var grant = Grant.From(await person.AllowAsync(), request);
        (await demo.Client().RedeemAsync(grant)).Must("access_token");
    }
}
