using OAuthDemo.Integration.Demo;
using OAuthDemo.TvApp.Device;

namespace OAuthDemo.Integration;

/// <summary>The television in front of the real bank: what it does with each answer of RFC 8628 §3.5, and what it shows.</summary>
public sealed class DeviceTests(DemoSystem demo)
{
    [Fact]
    public async Task Who_types_the_code_and_allows_sees_the_balances_on_the_television()
    {
        await using var tv = new DemoTelevision(demo);
        var person = demo.NewPerson();

        await person.TypeDeviceCodeAsync(await tv.SwitchOnAsync());
        (await person.AllowAsync(accounts: ["Everyday"])).Name.ShouldBe("device-done");

        await tv.ShowsAsync("Everyday account");
        tv.Screen.ShouldContain("No password is ever typed on this screen.");
        tv.Screen.ShouldNotContain("Rainy day savings");
    }

    [Fact]
    public async Task A_no_is_shown_as_a_no()
    {
        await using var tv = new DemoTelevision(demo);
        var person = demo.NewPerson();

        await person.TypeDeviceCodeAsync(await tv.SwitchOnAsync());
        await person.DenyAsync();

        (await tv.EndAsync()).ShouldBe(1);
        tv.Screen.ShouldContain("You said no");
    }

    [Fact]
    public async Task A_code_that_nobody_types_ends()
    {
        await using var own = await DemoSystem.StartAsync();
        await using var tv = new DemoTelevision(own);
        await tv.SwitchOnAsync();

        own.AdvanceClock(TimeSpan.FromMinutes(11));

        (await tv.EndAsync()).ShouldBe(1);
        tv.Screen.ShouldContain("The code has ended");
    }

    [Fact]
    public async Task A_device_that_asks_too_fast_is_told_to_slow_down_and_still_gets_its_tokens()
    {
        await using var tv = new DemoTelevision(demo);
        var login = await tv.Grant.BeginAsync(TestContext.Current.CancellationToken);
        var person = demo.NewPerson();
        await person.TypeDeviceCodeAsync(login.UserCode);

        var waits = new List<double>();
        var poll = await tv.Polling.UntilDecidedAsync(login, HastyAsync, wait => waits.Add(wait.TotalSeconds), TestContext.Current.CancellationToken);

        poll.Outcome.ShouldBe(PollOutcome.Granted, poll.Error);
        waits.ShouldBe([5, 10]);

        async Task<Poll> HastyAsync(CancellationToken token)
        {
            if (waits.Count > 1) return await tv.Grant.PollAsync(login, token);
            (await tv.Grant.PollAsync(login, token)).Outcome.ShouldBe(PollOutcome.Pending);
            var second = await tv.Grant.PollAsync(login, token);
            second.Outcome.ShouldBe(PollOutcome.SlowDown);
            await person.AllowAsync();
            return second;
        }
    }

    [Fact]
    public async Task The_television_refreshes_by_itself_and_goes_on_when_the_API_and_the_bank_were_away()
    {
        await using var own = await DemoSystem.StartAsync();
        await using var tv = new DemoTelevision(own);
        var person = own.Person();
        var code = await tv.SwitchOnAsync();

        await own.Service("authorization-server").StopAsync();
        await own.Service("authorization-server").StartAsync();
        await person.TypeDeviceCodeAsync(code);
        await person.AllowAsync(accounts: ["Everyday"], days: 1);
        await tv.ShowsAsync("ends in 4 min 5");

        await own.Service("bank-api").StopAsync();
        own.AdvanceClock(TimeSpan.FromMinutes(2));
        await tv.ShowsAsync("The bank does not answer");
        await own.Service("bank-api").StartAsync();
        own.AdvanceClock(TimeSpan.FromMinutes(4));
        var before = tv.Screen.Length;

        await Eventually.HoldsAsync(() => Task.FromResult(tv.Screen[before..].Contains("ends in 4 min 5", StringComparison.Ordinal)));
        tv.Screen[before..].ShouldContain("Everyday account");
    }

    [Fact]
    public async Task When_the_person_ends_it_at_the_bank_the_television_says_so()
    {
        await using var own = await DemoSystem.StartAsync();
        await using var tv = new DemoTelevision(own);
        var person = own.Person();
        await person.TypeDeviceCodeAsync(await tv.SwitchOnAsync());
        await person.AllowAsync();
        await tv.ShowsAsync("Everyday account");

        await person.EndConsentAsync("Tidepool on TV");
        own.AdvanceClock(TimeSpan.FromSeconds(10));

        (await tv.EndAsync()).ShouldBe(1);
        tv.Screen.ShouldContain("The connection has ended");
    }
}
