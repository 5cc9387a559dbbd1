using OAuthDemo.Integration.Demo;
using OAuthDemo.ResourceOwner.Browsing;

namespace OAuthDemo.Integration;

/// <summary>A person pays a bill through the finance aggregator, and agrees at the bank to this one payment.</summary>
public sealed class PaymentsAtTidepoolTests(DemoSystem demo)
{
    [Fact] // RFC 9396
    public async Task A_bill_is_paid_when_the_person_has_agreed_to_it()
    {
        var person = demo.NewPerson();

        await person.SendBillAsync();
        await person.SignInAsync();
        person.Browser.Page.Name.ShouldBe("consent");
        person.Browser.Page.Text.ShouldContain("12.50");
        person.Browser.Page.Text.ShouldContain("Lighthouse Books");
        var page = await person.AgreeToPayAsync();

        page.PaymentStatus().ShouldBe("paid", page.Text);
        page.PaymentMessages().ShouldBe(["asked", "token", "paid"]);
        page.Document.QuerySelector("[data-payment-id]").ShouldNotBeNull();
        (await person.Browser.GoAsync(demo.Addresses.AtAggregator("payments"))).Document.QuerySelector("[data-payment=paid]").ShouldNotBeNull();
    }

    [Fact] // RFC 9126: what is paid to whom stands in no address
    public async Task The_browser_carries_nothing_of_the_payment_to_the_bank()
    {
        var person = demo.NewPerson();

        await person.SendBillAsync();

        var asked = TestExchanges.Log.Exchanges.First(exchange => exchange.Url.EndsWith("/connect/authorize", StringComparison.Ordinal));
        asked.Parameters.Select(parameter => parameter.Name).ShouldBe(["client_id", "request_uri"], ignoreOrder: true);
    }

    [Fact] // RFC 9470
    public async Task Who_signed_in_too_long_ago_is_sent_to_sign_in_again_and_then_it_is_paid_by_itself()
    {
        await using var own = await DemoSystem.StartAsync();
        var person = await own.SignedInAsync();
        own.AdvanceClock(TimeSpan.FromMinutes(6));

        var consent = await person.SendBillAsync();
        consent.Name.ShouldBe("consent", "the bank still knows her");
        var login = await person.AgreeToPayAsync();
        login.Name.ShouldBe("login", string.Join(' ', login.PaymentMessages()));
        var page = await person.SignInAsync();

        page.PaymentStatus().ShouldBe("paid", page.Text);
        page.PaymentMessages().ShouldBe(["asked", "token", "too-old", "step-up", "paid"]);
    }

    [Fact]
    public async Task However_often_pages_are_loaded_again_it_is_paid_once()
    {
        await using var own = await DemoSystem.StartAsync();
        var person = own.Person();
        var form = (await person.Browser.GoAsync(own.Addresses.AtAggregator("pay?bill=books"))).Form("pay");
        await person.Browser.SubmitAsync(form);
        await person.SignInAsync();
        person.Browser.StopBefore = target => target.AbsolutePath == "/callback/bank";
        var answer = (await person.AgreeToPayAsync()).Redirect.ShouldNotBeNull();
        person.Browser.StopBefore = _ => false;

        var first = await person.Browser.GoAsync(answer);
        first.PaymentStatus().ShouldBe("paid", first.Text);
        await person.Browser.GoAsync(answer);
        await person.Browser.GoAsync(new(first.Url, first.Url.AbsolutePath + "/authorize"));
        var again = await person.Browser.SubmitAsync(form);

        again.Url.AbsolutePath.ShouldBe(first.Url.AbsolutePath);
        again.PaymentMessages().ShouldBe(["asked", "token", "paid"]);
        (await person.Browser.GoAsync(own.Addresses.AtAggregator("payments"))).Document.QuerySelectorAll("[data-payment]").Length.ShouldBe(1);
        (await PaidAsync(own)).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_bill_written_down_twice_is_two_decisions_and_two_payments()
    {
        await using var own = await DemoSystem.StartAsync();
        var person = own.Person();
        await person.SendBillAsync();
        var first = await person.AgreeToPayAsync();

        await person.SendBillAsync();
        person.Browser.Page.Name.ShouldBe("consent");
        var second = await person.AgreeToPayAsync();

        second.PaymentStatus().ShouldBe("paid");
        NumberOf(second).ShouldNotBe(NumberOf(first));
        (await PaidAsync(own)).ShouldBe(2);
    }

    [Fact] // RFC 6749 §4.1.2.1
    public async Task A_denial_is_told_kindly_and_she_can_be_asked_again()
    {
        var person = demo.NewPerson();
        await person.SendBillAsync();
        await person.SignInAsync();

        var page = await person.DenyAsync();
        page.PaymentStatus().ShouldBe("denied");
        await person.Browser.GoAsync(new(page.Url, page.Url.AbsolutePath + "/authorize"));
        person.Browser.Page.Name.ShouldBe("consent");

        (await person.AgreeToPayAsync()).PaymentStatus().ShouldBe("paid");
    }

    [Fact]
    public async Task When_the_API_does_not_answer_it_is_handed_in_later_and_still_paid_once()
    {
        var line = new BankLine();
        await using var own = await DemoSystem.StartAsync(new() { Line = line });
        var person = own.Person();
        await person.SendBillAsync();
        line.LoseAnswers("/api/payments", 1); // the bank has paid, and the answer is lost

        var page = await person.AgreeToPayAsync();
        page.PaymentStatus().ShouldBe("authorized");
        page = await person.Browser.SubmitAsync(page.Form("pay-again"));

        page.PaymentStatus().ShouldBe("paid");
        page.PaymentMessages().ShouldBe(["asked", "token", "no-answer", "paid-before"]);
        (await PaidAsync(own)).ShouldBe(1);
    }

    [Fact]
    public async Task What_was_never_confirmed_while_the_decision_lived_is_said_not_to_be_known_and_not_paid_again()
    {
        var line = new BankLine();
        await using var own = await DemoSystem.StartAsync(new() { Line = line });
        var person = own.Person();
        await person.SendBillAsync();
        line.LoseAnswers("/api/payments", 1);
        var page = await person.AgreeToPayAsync();
        page.PaymentStatus().ShouldBe("authorized");
        own.AdvanceClock(TimeSpan.FromMinutes(61));

        page = await person.Browser.SubmitAsync(page.Form("pay-again"));

        page.PaymentStatus().ShouldBe("failed", page.Text);
        page.Text.ShouldContain("not known whether this was paid");
        (await PaidAsync(own)).ShouldBe(1);
    }

    [Fact]
    public async Task More_than_there_is_in_the_account_is_refused_and_said_so()
    {
        var person = demo.NewPerson();
        await person.SendBillAsync(amount: "10000");

        var page = await person.AgreeToPayAsync();

        page.PaymentStatus().ShouldBe("failed");
        page.Document.QuerySelector("[data-error]")!.TextContent.ShouldBe("payment.insufficientFunds");
    }

    [Fact]
    public async Task A_bill_with_mistakes_goes_nowhere()
    {
        var person = demo.NewPerson();

        var page = await person.SendBillAsync(amount: "twelve", iban: "DE89 3704 0044 0532 0130 01", creditor: "");

        page.Name.ShouldBe("pay");
        page.Document.QuerySelectorAll("[aria-invalid]").Length.ShouldBe(3);
        page.Document.QuerySelector("[name='Form.Amount']")!.GetAttribute("value").ShouldBe("twelve");
        (await person.Browser.GoAsync(demo.Addresses.AtAggregator("payments"))).Document.QuerySelector("[data-state=empty]").ShouldNotBeNull();
    }

    [Fact]
    public async Task Somebody_elses_payment_looks_like_one_that_does_not_exist()
    {
        var person = demo.NewPerson();
        await person.SendBillAsync();
        var page = await person.AgreeToPayAsync();

        (await demo.Browser().GoAsync(page.Url)).Status.ShouldBe(404);
        (await demo.Browser().GoAsync(new(page.Url, page.Url.AbsolutePath + "/authorize"))).Status.ShouldBe(404);
    }

    private static string? NumberOf(Page page) => page.Document.QuerySelector("[data-payment-id]")?.TextContent;

    // As the bank's own list shows it to another client.
    private static async Task<int> PaidAsync(DemoSystem demo)
    {
        var client = demo.Client();
        var token = (await client.ConnectAsync(request: client.Ask("accounts:read transactions:read transactions.detail:read"))).Must("access_token");
        var count = 0;
        foreach (var account in await demo.AccountIdsAsync(token))
            count += (await demo.Http().GetAsync($"api/accounts/{account}/transactions?page-size=1000", token)).Body.Split("Order 1234").Length - 1;
        return count;
    }
}
