using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Integration;

/// <summary>A part that is away is named, nothing is lost, and when it is back all goes on.</summary>
public sealed class OutageTests
{
    [Fact]
    public async Task Without_the_API_clients_are_told_to_come_back_and_the_consent_page_waits()
    {
        await using var demo = await DemoSystem.StartAsync();
        var tokens = await demo.Client().ConnectAsync();
        await demo.Service("bank-api").StopAsync();

        var answer = await demo.Http().GetAsync("api/accounts", tokens.Must("access_token"));
        answer.Status.ShouldBe(503);
        answer["code"].ShouldBe("bank.unavailable");
        answer.Header("Retry-After").ShouldNotBeNull();

        var person = await demo.SignedInAsync();
        var request = demo.Client().Ask("accounts:read");
        var asked = await person.Browser.GoAsync(request.Address);
        asked.Name.ShouldBe("consent");
        asked.Text.ShouldContain("cannot be reached");

        await demo.Service("bank-api").StartAsync();
        (await demo.Http().GetAsync("api/accounts", tokens.Must("access_token"))).Status.ShouldBe(200);
        (await person.Browser.GoAsync(asked.Url)).Name.ShouldBe("consent");
        Grant.From(await person.AllowAsync(), request);
    }

    [Fact]
    public async Task Without_the_authorization_server_no_token_is_believed_and_nobody_is_let_in()
    {
        await using var demo = await DemoSystem.StartAsync();
        var token = (await demo.Client().ConnectAsync()).Must("access_token");
        (await demo.Http().GetAsync("api/accounts", token)).Status.ShouldBe(200);
        await demo.Service("authorization-server").StopAsync();
        demo.AdvanceClock(TimeSpan.FromSeconds(6)); // what the API asked about this token is too old now

        var api = await demo.Http().GetAsync("api/accounts", token);
        api.Status.ShouldBe(503, api.Body);
        api["code"].ShouldBe("authorizationServer.unavailable");
        api.Header("Retry-After").ShouldNotBeNull();
        (await demo.Http().GetAsync("connect/token")).Status.ShouldBe(503);
        var page = await demo.Browser().GoAsync(demo.Addresses.AtBank("login"));
        (page.Status, page.Name).ShouldBe((503, "notice"));

        await demo.Service("authorization-server").StartAsync();
        (await demo.Http().GetAsync("api/accounts", token)).Status.ShouldBe(200);
        (await demo.SignedInAsync()).ShouldNotBeNull();
    }

    [Fact]
    public async Task The_aggregator_says_that_the_bank_is_away_and_keeps_the_connection()
    {
        await using var demo = await DemoSystem.StartAsync();
        var person = demo.Person();
        await person.ConnectBankAsync();
        await demo.Service("authorization-server").StopAsync();
        demo.AdvanceClock(TimeSpan.FromMinutes(6));

        var overview = await person.Browser.GoAsync(demo.Addresses.AtAggregator(""));
        overview.Status.ShouldBe(200);
        overview.Body.ShouldContain("does not answer");

        await demo.StartAllAsync();
        (await person.Browser.GoAsync(demo.Addresses.AtAggregator(""))).Body.ShouldContain("Everyday account");
    }

    [Fact]
    public async Task A_bank_that_is_away_cannot_be_connected_and_the_aggregator_says_so()
    {
        await using var demo = await DemoSystem.StartAsync();
        await demo.Service("gateway").StopAsync();
        var person = demo.Person();

        var page = await person.StartConnectingAsync();

        page.Name.ShouldBe("unreachable");
        await demo.StartAllAsync();
        (await person.ConnectBankAsync()).Body.ShouldContain("Everyday account");
    }
}
