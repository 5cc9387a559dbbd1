using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Integration;

/// <summary>The finance aggregator restarts while a person is in the middle of something.</summary>
public sealed class AggregatorRestartTests
{
    [Fact]
    public async Task While_she_is_at_the_bank_to_connect()
    {
        await using var demo = await DemoSystem.StartAsync();
        var person = demo.Person();
        await person.StartConnectingAsync();
        await person.SignInAsync();

        await RestartAsync(demo);

        (await person.AllowAsync()).Body.ShouldContain("Everyday account");
    }

    [Fact]
    public async Task While_she_is_at_the_bank_to_agree_to_a_payment()
    {
        await using var demo = await DemoSystem.StartAsync();
        var person = demo.Person();
        await person.SendBillAsync();
        await person.SignInAsync();

        await RestartAsync(demo);

        (await person.AgreeToPayAsync()).PaymentStatus().ShouldBe("paid");
    }

    [Fact]
    public async Task After_she_has_agreed_and_before_the_payment_was_made()
    {
        var line = new BankLine();
        await using var demo = await DemoSystem.StartAsync(new() { Line = line });
        var person = demo.Person();
        await person.SendBillAsync();
        line.LoseAnswers("/api/payments", 1);
        var page = await person.AgreeToPayAsync();
        page.PaymentStatus().ShouldBe("authorized");

        await RestartAsync(demo);

        page = await person.Browser.GoAsync(page.Url);
        (await person.Browser.SubmitAsync(page.Form("pay-again"))).PaymentStatus().ShouldBe("paid");
    }

    private static async Task RestartAsync(DemoSystem demo)
    {
        await demo.Service("finance-aggregator").StopAsync();
        await demo.Service("finance-aggregator").StartAsync();
    }
}
