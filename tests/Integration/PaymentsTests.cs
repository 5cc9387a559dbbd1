using System.Globalization;
using System.Text.Json;
using OAuthDemo.Integration.Demo;
using OAuthDemo.ResourceOwner;

namespace OAuthDemo.Integration;

/// <summary>Money that leaves an account: once, from the account that the person chose, and only if it is there.</summary>
public sealed class PaymentsTests(DemoSystem demo)
{
    [Fact]
    public async Task Twenty_who_pay_with_one_consent_pay_once()
    {
        var person = demo.NewPerson();
        var before = await BalanceAsync(person);
        var token = await AgreeAsync(demo, person, TestClient.Payment(amount: "3.21"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PayAsync(demo, token, TestClient.Payment(amount: "3.21"))));

        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        answers.Count(answer => answer.Status == 200).ShouldBe(19);
        answers.Select(answer => answer.Body).Distinct().ShouldHaveSingleItem();
        var paid = answers[0].Json.GetProperty("data");
        paid.GetProperty("status").GetString().ShouldBe("accepted");
        paid.GetProperty("instructedAmount").GetProperty("amount").GetString().ShouldBe("3.21");
        (before - await BalanceAsync(person)).ShouldBeGreaterThanOrEqualTo(3.21m); // the other tests pay from it too
    }

    [Fact]
    public async Task A_payment_is_a_line_in_the_account_and_moves_its_balance()
    {
        await using var own = await DemoSystem.StartAsync();
        var person = own.Person();
        var reader = (await own.Client().ConnectAsync(person, own.Client().Ask("accounts:read", "balances:read", "transactions:read", "transactions.detail:read"),
            accounts: ["Everyday"])).Must("access_token");
        var account = (await own.AccountIdsAsync(reader)).ShouldHaveSingleItem();
        var before = await BalanceAsync(own, reader, account);

        var paid = await PayAsync(own, await AgreeAsync(own, person, TestClient.Payment()), TestClient.Payment());

        paid.Status.ShouldBe(201, paid.Body);
        (before - await BalanceAsync(own, reader, account)).ShouldBe(12.50m);
        var line = (await own.Http().GetAsync($"api/accounts/{account}/transactions?page-size=1", reader)).Json.GetProperty("data")[0];
        line.GetProperty("amount").GetString().ShouldBe("-12.50");
        line.GetProperty("merchant").GetString().ShouldBe("Lighthouse Books");
        line.GetProperty("reference").GetString().ShouldBe("Order 1234");
    }

    [Fact]
    public async Task A_payment_can_be_looked_up_with_its_own_consent_only()
    {
        var payment = TestClient.Payment(amount: "1.05");
        var token = await AgreeAsync(demo, demo.NewPerson(), payment);
        var paid = await PayAsync(demo, token, payment);
        var other = await AgreeAsync(demo, demo.NewPerson(), payment);

        (await demo.Http().GetAsync(paid.Location!.AbsoluteUri, token)).Body.ShouldBe(paid.Body);
        (await demo.Http().GetAsync(paid.Location.AbsoluteUri, other))["code"].ShouldBe("payment.notFound");
        (await demo.Http().GetAsync("api/accounts", token)).ShouldBeRefused(403, "insufficient_scope");
    }

    [Fact]
    public async Task More_than_there_is_is_not_paid()
    {
        await using var own = await DemoSystem.StartAsync();
        var person = own.Person();
        var reader = (await own.Client().ConnectAsync(person, accounts: ["Everyday"])).Must("access_token");
        var payment = TestClient.Payment(amount: "9999.00");

        // How much there is depends on the day; what can be paid is paid first.
        for (var left = await BalanceAsync(own, reader, (await own.AccountIdsAsync(reader))[0], "available"); left >= 9999; left -= 9999)
            (await PayAsync(own, await AgreeAsync(own, person, payment), payment)).Status.ShouldBe(201);
        var refused = await PayAsync(own, await AgreeAsync(own, person, payment), payment);

        refused.Status.ShouldBe(422, refused.Body);
        refused["code"].ShouldBe("payment.insufficientFunds");
    }

    [Fact]
    public async Task A_body_that_is_not_a_payment_is_refused_as_such()
    {
        var token = await AgreeAsync(demo, demo.NewPerson(), TestClient.Payment());

        var answer = await demo.Http().PostJsonAsync("api/payments", token, new { creditorName = "Lighthouse Books" });

        answer.Status.ShouldBe(400, answer.Body);
        answer["code"].ShouldBe("request.invalid");
    }

    [Fact]
    public async Task A_restart_of_the_API_between_the_yes_and_the_payment_loses_neither()
    {
        await using var own = await DemoSystem.StartAsync();
        var token = await AgreeAsync(own, own.Person(), TestClient.Payment());
        await own.Service("bank-api").StopAsync();
        (await PayAsync(own, token, TestClient.Payment())).Status.ShouldBe(503);
        await own.Service("bank-api").StartAsync();

        var first = await PayAsync(own, token, TestClient.Payment());
        await own.Service("bank-api").StopAsync();
        await own.Service("bank-api").StartAsync();
        var again = await PayAsync(own, token, TestClient.Payment());

        (first.Status, again.Status).ShouldBe((201, 200));
        again.Body.ShouldBe(first.Body);
    }

    private static async Task<string> AgreeAsync(DemoSystem demo, Person person, string payment, string account = "Everyday")
    {
        var client = demo.Client();
        var request = client.AskToPay(payment);
        var page = await person.Browser.GoAsync(client.AddressOf(await client.PushAsync(request)));
        if (page.Has("login"))
            await person.SignInAsync();
        return (await client.RedeemAsync(Grant.From(await person.AllowAsync(accounts: [account]), request))).Must("access_token");
    }

    private static async Task<Answer> PayAsync(DemoSystem demo, string token, string payment)
    {
        var order = JsonDocument.Parse(payment).RootElement[0].EnumerateObject().Where(member => member.Name != "type");
        return await demo.Http().PostJsonAsync("api/payments", token, order.ToDictionary(member => member.Name, member => member.Value));
    }

    private async Task<decimal> BalanceAsync(Person person)
    {
        var token = (await demo.Client().ConnectAsync(person, accounts: ["Everyday"])).Must("access_token");
        return await BalanceAsync(demo, token, (await demo.AccountIdsAsync(token))[0]);
    }

    private static async Task<decimal> BalanceAsync(DemoSystem demo, string token, string account, string which = "current")
    {
        var answer = await demo.Http().GetAsync($"api/accounts/{account}/balances", token);
        return decimal.Parse(answer.Json.GetProperty("data").GetProperty(which).GetString()!, CultureInfo.InvariantCulture);
    }
}
