using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Integration;

/// <summary>The bank has rotated a refresh token, and its answer never arrives.</summary>
public sealed class LostAnswerTests
{
    [Theory] // RFC 9700 §4.14.2
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_refresh_whose_answer_is_lost_is_made_up_for_and_the_connection_lives_on(int lost)
    {
        var line = new BankLine();
        await using var demo = await DemoSystem.StartAsync(new() { Line = line });
        var person = demo.Person();
        await person.ConnectBankAsync();
        demo.AdvanceClock(TimeSpan.FromMinutes(6));
        var before = line.Requests("/connect/token");

        line.LoseAnswers("/connect/token", lost);
        (await person.Browser.GoAsync(demo.Addresses.AtAggregator(""))).Body.ShouldContain("Everyday account");

        (line.Requests("/connect/token") - before).ShouldBe(1 + lost);
        demo.AdvanceClock(TimeSpan.FromMinutes(6));
        (await person.Browser.GoAsync(demo.Addresses.AtAggregator(""))).Body.ShouldContain("Everyday account", Case.Sensitive, "the next refresh works too");
    }
}
