using System.Text.Json;
using OAuthDemo.Integration.Demo;
using OAuthDemo.ResourceOwner.Browsing;

namespace OAuthDemo.Security;

/// <summary>One payment, agreed to by name and amount (RFC 9396), after a fresh login (RFC 9470).</summary>
public sealed class PaymentTests(DemoSystem demo)
{
    private TestClient Client => demo.Client("other-app");

    [Fact] // RFC 9396 §6, §7, §9.1
    public async Task The_person_sees_the_payment_and_the_token_names_it()
    {
        var request = Client.AskToPay();
        var person = await demo.SignedInAsync();

        var page = await PushAndGoAsync(person.Browser, request);
        page.Name.ShouldBe("consent");
        page.Text.ShouldContain("12.50");
        page.Text.ShouldContain("Lighthouse Books");
        page.Text.ShouldContain("Order 1234");
        var answer = await Client.RedeemAsync(Grant.From(await AllowAsync(person), request));

        answer.Json.GetProperty("authorization_details")[0].GetProperty("creditorName").GetString().ShouldBe("Lighthouse Books");
        var token = Jwt.Read(answer.Must("access_token"));
        token["scope"].ShouldBe("payments:write");
        token.Claims.GetProperty("authorization_details")[0].GetProperty("instructedAmount").GetProperty("amount").GetString().ShouldBe("12.50");
        answer["refresh_token"].ShouldBeNull();
        var worth = await demo.Client("bank-api").IntrospectAsync(answer.Must("access_token"));
        worth.Json.GetProperty("account_ids").GetArrayLength().ShouldBe(1);
        worth.Json.GetProperty("authorization_details")[0].GetProperty("type").GetString().ShouldBe("payment_initiation");
    }

    [Theory] // RFC 9396 §5
    [InlineData("""[{"type":"payment_initiation"}]""")]
    [InlineData("""[{"type":"other"}]""")]
    [InlineData("""{"type":"payment_initiation"}""")]
    [InlineData("[]")]
    [InlineData("junk")]
    [InlineData("""[{"type":"payment_initiation","instructedAmount":{"amount":"0.00","currency":"EUR"},"creditorName":"X","creditorAccount":{"iban":"DE89370400440532013000"}}]""")]
    [InlineData("""[{"type":"payment_initiation","instructedAmount":{"amount":"1e3","currency":"EUR"},"creditorName":"X","creditorAccount":{"iban":"DE89370400440532013000"}}]""")]
    [InlineData("""[{"type":"payment_initiation","instructedAmount":{"amount":"5.00","currency":"USD"},"creditorName":"X","creditorAccount":{"iban":"DE89370400440532013000"}}]""")]
    [InlineData("""[{"type":"payment_initiation","instructedAmount":{"amount":"5.00","currency":"EUR"},"creditorName":"X","creditorAccount":{"iban":"DE89370400440532013001"}}]""")]
    [InlineData("""[{"type":"payment_initiation","instructedAmount":{"amount":"5.00","currency":"EUR"},"creditorName":"X","creditorAccount":{"iban":"DE89370400440532013000"},"hidden":1}]""")]
    public async Task Details_that_are_not_exactly_a_payment_are_refused(string details) =>
        (await Client.PushAsync(Client.AskToPay(details))).ShouldBeError(400, "invalid_authorization_details");

    [Fact] // RFC 9396 §3: a scope alone would open any payment
    public async Task A_payment_is_named_and_asked_for_alone()
    {
        (await Client.PushAsync(Client.Ask("payments:write"))).ShouldBeError(400, "invalid_scope");
        (await Client.PushAsync(Client.AskToPay().With("scope", "openid"))).ShouldBeError(400, "invalid_authorization_details");
        (await Client.PushAsync(Client.AskToPay().With("scope", "payments:write accounts:read"))).ShouldBeError(400, "invalid_scope");
    }

    [Fact] // RFC 9470 §3, §4
    public async Task A12_An_old_login_pays_nothing_and_a_fresh_one_needs_no_second_yes()
    {
        await using var own = await DemoSystem.StartAsync();
        var client = own.Client("other-app");
        var person = own.Person();
        await client.ConnectAsync(person, client.Ask("openid", "accounts:read"));
        own.AdvanceClock(TimeSpan.FromMinutes(6));
        var request = client.AskToPay();
        await person.Browser.GoAsync(client.AddressOf(await client.PushAsync(request)));
        var stale = (await client.RedeemAsync(Grant.From(await AllowAsync(person), request))).Must("access_token");

        var refused = await PayAsync(own, stale);
        refused.ShouldBeRefused(401, "insufficient_user_authentication");
        refused.Header("WWW-Authenticate").ShouldNotBeNull().ShouldContain("max_age");

        var again = client.AskToPay().With("max_age", "300");
        (await person.Browser.GoAsync(client.AddressOf(await client.PushAsync(again)))).Name.ShouldBe("login");
        var fresh = (await client.RedeemAsync(Grant.From(await person.SignInAsync(), again))).Must("access_token");
        (await PayAsync(own, fresh)).Status.ShouldBe(201);
        (await PayAsync(own, fresh)).Status.ShouldBe(200); // the same payment again is the same payment
    }

    [Fact] // RFC 9396 §12: what was agreed to is the only thing that is paid
    public async Task Another_amount_or_creditor_is_not_paid()
    {
        var request = Client.AskToPay();
        var person = await demo.SignedInAsync();
        await PushAndGoAsync(person.Browser, request);
        var token = (await Client.RedeemAsync(Grant.From(await AllowAsync(person), request))).Must("access_token");

        (await PayAsync(demo, token, TestClient.Payment(amount: "99.00"))).Status.ShouldBe(403);
        (await PayAsync(demo, token, TestClient.Payment(creditor: "Somebody Else"))).Status.ShouldBe(403);
        (await PayAsync(demo, token)).Status.ShouldBe(201);
    }

    [Fact] // a second payment that looks like the first is a second question
    public async Task The_same_payment_is_asked_for_each_time()
    {
        var person = await demo.SignedInAsync();
        await PushAndGoAsync(person.Browser, Client.AskToPay());
        await AllowAsync(person);

        (await PushAndGoAsync(person.Browser, Client.AskToPay())).Name.ShouldBe("consent");
    }

    private async Task<Page> PushAndGoAsync(Browser browser, AuthorizationRequest request) =>
        await browser.GoAsync(Client.AddressOf(await Client.PushAsync(request)));

    private static Task<Page> AllowAsync(ResourceOwner.Person person) =>
        person.AllowAsync(accounts: [person.Browser.Page.Form("consent").Choices("account")[0].Value]);

    private static async Task<Answer> PayAsync(DemoSystem demo, string token, string? payment = null)
    {
        var order = JsonDocument.Parse(payment ?? TestClient.Payment()).RootElement[0].EnumerateObject().Where(member => member.Name != "type");
        return await demo.Http().PostJsonAsync("api/payments", token, order.ToDictionary(member => member.Name, member => member.Value));
    }
}
