using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Integration;

/// <summary>A service restarts in the middle of a flow, and the flow goes on.</summary>
public sealed class FlowsOverRestartsTests : IAsyncLifetime
{
    private readonly DemoSystem _demo = new();

    [Fact] // RFC 8628
    public async Task A_device_gets_its_tokens()
    {
        var tv = _demo.Client("tv-app");
        var asked = await tv.AskForDeviceAsync();
        await RestartAsync("authorization-server");
        var person = _demo.Person();
        await person.TypeDeviceCodeAsync(asked.Must("user_code"));
        await RestartAsync("authorization-server");
        (await person.AllowAsync()).Name.ShouldBe("device-done");
        await RestartAsync("authorization-server");

        var tokens = await tv.PollAsync(asked.Must("device_code"));
        await RestartAsync("bank-api");

        (await _demo.AccountIdsAsync(tokens.Must("access_token"))).ShouldNotBeEmpty();
        (await tv.RefreshAsync(tokens.Must("refresh_token"))).Must("access_token");
    }

    [Fact] // RFC 9126
    public async Task What_was_pushed_is_still_there()
    {
        var client = _demo.Client();
        var request = client.Ask();
        var pushed = await client.PushAsync(request);
        await RestartAsync("authorization-server");
        var person = _demo.Person();
        await person.Browser.GoAsync(client.AddressOf(pushed));
        await person.SignInAsync();
        await RestartAsync("authorization-server");

        var grant = Grant.From(await person.AllowAsync(), request);
        await RestartAsync("authorization-server");

        (await client.RedeemAsync(grant)).Must("refresh_token");
    }

    [Fact] // RFC 9396
    public async Task A_payment_that_was_agreed_to_is_made_once()
    {
        var client = _demo.Client();
        var request = client.AskToPay();
        var person = _demo.Person();
        await person.Browser.GoAsync(client.AddressOf(await client.PushAsync(request)));
        await person.SignInAsync();
        await RestartAsync("authorization-server");
        var allowed = await person.AllowAsync(accounts: [person.Browser.Page.Form("consent").Choices("account")[0].Value]);
        var token = (await client.RedeemAsync(Grant.From(allowed, request))).Must("access_token");
        var order = new
        {
            instructedAmount = new { amount = "12.50", currency = "EUR" },
            creditorName = "Lighthouse Books",
            creditorAccount = new { iban = "DE89370400440532013000" },
            remittanceInformation = "Order 1234",
        };

        await RestartAsync("bank-api");
        var first = await _demo.Http().PostJsonAsync("api/payments", token, order);
        first.Status.ShouldBe(201, first.Body);
        await RestartAsync("bank-api");
        await RestartAsync("authorization-server");
        var again = await _demo.Http().PostJsonAsync("api/payments", token, order);

        again.Status.ShouldBe(200, again.Body);
        again.Json.GetProperty("data").GetProperty("paymentId").GetString().ShouldBe(first.Json.GetProperty("data").GetProperty("paymentId").GetString());
    }

    [Fact] // RFC 6749 §4.4
    public async Task A_machine_goes_on_with_its_token()
    {
        var token = (await _demo.Client("machine").ClientCredentialsAsync("statements:run")).Must("access_token");
        await RestartAsync("authorization-server");
        await RestartAsync("bank-api");

        (await _demo.Client("bank-api").IntrospectAsync(token)).Json.GetProperty("active").GetBoolean().ShouldBeTrue();
        (await _demo.Http().GetAsync($"api/statements/due?month={_demo.Clock.GetUtcNow().AddMonths(-1):yyyy-MM}", token)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_person_comes_back_to_an_aggregator_that_was_away()
    {
        var person = _demo.Person();
        await person.StartConnectingAsync();
        await RestartAsync("finance-aggregator");
        await person.SignInAsync();
        await RestartAsync("finance-aggregator");

        await person.AllowAsync();

        (await person.Browser.GoAsync(_demo.Addresses.AtAggregator(""))).Body.ShouldContain("Everyday account");
    }

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => _demo.InitializeAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _demo.DisposeAsync();

    private async Task RestartAsync(string service)
    {
        await _demo.Service(service).StopAsync();
        await _demo.Service(service).StartAsync();
    }
}
