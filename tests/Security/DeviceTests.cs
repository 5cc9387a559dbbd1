using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Security;

/// <summary>A device without a browser asks for a code, and a person answers elsewhere (RFC 8628).</summary>
public sealed class DeviceTests(DemoSystem demo)
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(5);

    private TestClient Tv => demo.Client("tv-app");

    [Fact] // RFC 8628 §3.2
    public async Task D01_The_answer_says_everything_that_a_device_needs()
    {
        var answer = await Tv.AskForDeviceAsync();

        answer.Must("device_code").Length.ShouldBeGreaterThanOrEqualTo(22);
        answer.Must("user_code").ShouldMatch("^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$");
        answer.Must("verification_uri").ShouldBe($"{demo.Issuer}device");
        answer.Must("verification_uri_complete").ShouldBe($"{demo.Issuer}device?user_code={answer.Must("user_code")}");
        answer.Json.GetProperty("expires_in").GetInt32().ShouldBeInRange(590, 600);
        answer.Json.GetProperty("interval").GetInt32().ShouldBe(5);
        answer.Header("Cache-Control").ShouldNotBeNull().ShouldContain("no-store");
    }

    [Fact] // RFC 8628 §3.5
    public async Task D02_Until_somebody_answers_it_is_pending()
    {
        var asked = await Tv.AskForDeviceAsync();

        (await Tv.PollAsync(asked.Must("device_code"))).ShouldBeError(400, "authorization_pending");
    }

    [Fact] // RFC 8628 §3.5
    public async Task D03_Who_asks_too_fast_has_to_slow_down_and_recovers()
    {
        await using var own = await DemoSystem.StartAsync();
        var tv = own.Client("tv-app");
        var code = (await tv.AskForDeviceAsync()).Must("device_code");

        (await tv.PollAsync(code)).ShouldBeError(400, "authorization_pending");
        (await tv.PollAsync(code)).ShouldBeError(400, "slow_down");
        own.AdvanceClock(_interval);
        (await tv.PollAsync(code)).ShouldBeError(400, "slow_down"); // five seconds more are kept for all that follow
        own.AdvanceClock(3 * _interval);
        (await tv.PollAsync(code)).ShouldBeError(400, "authorization_pending");
    }

    [Fact] // RFC 8628 §3.5
    public async Task D04_No_is_an_answer()
    {
        var asked = await Tv.AskForDeviceAsync();
        var person = demo.NewPerson();
        await person.TypeDeviceCodeAsync(asked.Must("user_code"));

        (await person.DenyAsync()).Name.ShouldBe("device-done");

        (await Tv.PollAsync(asked.Must("device_code"))).ShouldBeError(400, "access_denied");
    }

    [Fact] // RFC 8628 §3.5
    public async Task D05_A_code_expires()
    {
        await using var own = await DemoSystem.StartAsync();
        var asked = await own.Client("tv-app").AskForDeviceAsync();

        own.AdvanceClock(TimeSpan.FromMinutes(11));

        (await own.Client("tv-app").PollAsync(asked.Must("device_code"))).ShouldBeError(400, "expired_token");
        (await own.Person().TypeDeviceCodeAsync(asked.Must("user_code"))).Name.ShouldBe("device");
    }

    [Fact] // RFC 8628 §3.5, RFC 6749 §4.1.2
    public async Task D06_A_device_code_is_redeemed_once()
    {
        var asked = await AllowedAsync();

        (await Tv.PollAsync(asked.Must("device_code"))).Must("access_token");

        (await Tv.PollAsync(asked.Must("device_code"))).ShouldBeError(400, "invalid_grant", "slow_down");
        await using var own = await DemoSystem.StartAsync();
        var again = await AllowedAsync(own);
        (await own.Client("tv-app").PollAsync(again.Must("device_code"))).Must("access_token");
        own.AdvanceClock(_interval);
        (await own.Client("tv-app").PollAsync(again.Must("device_code"))).ShouldBeError(400, "invalid_grant");
    }

    [Fact] // RFC 8628 §3.5: one winner, whoever else asks at the same moment
    public async Task D06_Of_parallel_questions_one_gets_the_tokens()
    {
        var code = (await AllowedAsync()).Must("device_code");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Tv.PollAsync(code)));

        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        answers.ShouldAllBe(answer => answer.Status == 200 || answer.Status == 400);
    }

    [Fact] // RFC 8628 §3.4
    public async Task D07_A_device_code_belongs_to_its_client()
    {
        var asked = await AllowedAsync();

        var stranger = await demo.Http().PostAsync("connect/token", demo.Client("other-app").Basic,
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("device_code", asked.Must("device_code")));

        stranger.ShouldBeError(400, "invalid_grant", "unauthorized_client");
    }

    [Fact] // RFC 8628 §5.1
    public async Task D08_Guessing_user_codes_is_throttled()
    {
        var asked = await Tv.AskForDeviceAsync();
        var person = demo.NewPerson();
        var statuses = new List<int>();
        for (var guess = 0; guess < 20; guess++)
            statuses.Add((await person.TypeDeviceCodeAsync($"BCDF-GHJ{"KLMNPQRSTVWXZBCDFGHJ"[guess]}")).Status);

        statuses.Take(10).ShouldAllBe(status => status == 200);
        statuses.Skip(10).ShouldAllBe(status => status == 429);
        (await person.TypeDeviceCodeAsync(asked.Must("user_code"))).Status.ShouldBe(429); // not even a right one now
    }

    [Theory] // RFC 8628 §6.1
    [InlineData(true, "")]
    [InlineData(false, " ")]
    [InlineData(true, "-")]
    public async Task D09_A_user_code_may_be_typed_carelessly(bool lowerCase, string dash)
    {
        var shown = (await Tv.AskForDeviceAsync()).Must("user_code").Replace("-", dash, StringComparison.Ordinal);

        var page = await demo.NewPerson().TypeDeviceCodeAsync(lowerCase ? shown.ToLowerInvariant() : shown);

        page.Name.ShouldBe("consent");
    }

    [Fact] // RFC 8628 §3.3.1, §5.4
    public async Task D10_A_link_with_the_code_in_it_still_asks()
    {
        var asked = await Tv.AskForDeviceAsync();
        var person = demo.NewPerson();

        await person.Browser.GoAsync(new(asked.Must("verification_uri_complete")));
        var page = await person.SignInAsync();

        page.Name.ShouldBe("device");
        page.Text.ShouldContain(asked.Must("user_code"));
        page.Text.ShouldContain("Tidepool on TV");
        (await Tv.PollAsync(asked.Must("device_code"))).ShouldBeError(400, "authorization_pending");
        page.Headers["Content-Security-Policy"].ShouldContain("frame-ancestors 'none'"); // R11
    }

    [Fact] // RFC 8628 §3.3: what was allowed is what the tokens open, and a refresh keeps it
    public async Task D06_The_tokens_open_what_was_agreed()
    {
        var answer = await Tv.PollAsync((await AllowedAsync()).Must("device_code"));

        (await demo.AccountIdsAsync(answer.Must("access_token"))).ShouldNotBeEmpty();
        (await Tv.RefreshAsync(answer.Must("refresh_token"))).Must("access_token");
    }

    private Task<Answer> AllowedAsync() => AllowedAsync(demo);

    private static async Task<Answer> AllowedAsync(DemoSystem demo)
    {
        var asked = await demo.Client("tv-app").AskForDeviceAsync();
        var person = demo.Person("carol");
        await person.TypeDeviceCodeAsync(asked.Must("user_code"));
        (await person.AllowAsync()).Name.ShouldBe("device-done");
        return asked;
    }
}
