using OAuthDemo.Containers.Machine;
using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Containers.Postgres;

/// <summary>What two instances on one database know of each other.</summary>
[Collection(nameof(OnPostgres))]
public sealed class SharedDatabaseTests(DemoOnPostgres system) : IClassFixture<DemoOnPostgres>, IAsyncLifetime
{
    private readonly DemoSystem _demo = system.Demo;

    private DemoService First => _demo.Services.First(service => service.Name == "authorization-server");

    private DemoService Second => _demo.Services.Last(service => service.Name == "authorization-server");

    public async ValueTask InitializeAsync() => await _demo.StartAllAsync(); // a test before this one may have stopped some

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [ContainerFact(Needs.Postgres)] // RFC 6749 §4.1
    public async Task One_authorization_server_signs_in_and_the_other_goes_on_from_there()
    {
        var client = _demo.Client();
        var request = client.Ask();
        var person = _demo.Person();
        await Second.StopAsync();
        await person.Browser.GoAsync(request.Address);
        (await person.SignInAsync()).Name.ShouldBe("consent");

        await InsteadAsync(Second, First); // her session, the question that waits, and the form are known to both
        var grant = Grant.From(await person.AllowAsync(), request);

        await InsteadAsync(First, Second); // so is the code
        var tokens = await client.RedeemAsync(grant);
        tokens.Must("refresh_token");

        await InsteadAsync(Second, First); // and the refresh token, and the keys
        var renewed = await client.RefreshAsync(tokens.Must("refresh_token"));
        KeyOf(renewed).ShouldBe(KeyOf(tokens));
        foreach (var api in _demo.Services.Where(service => service.Name == "bank-api"))
            (await _demo.Http().GetAsync($"{api.Address}api/accounts", tokens.Must("access_token"))).Status.ShouldBe(200);
    }

    [ContainerFact(Needs.Postgres)] // RFC 6749 §4.1.2, RFC 9700 §4.14
    public async Task Of_twenty_at_two_instances_one_redeems_the_code_and_one_refreshes()
    {
        var client = _demo.Client();
        var grant = await client.AuthorizeAsync();
        (string, string)[] code =
            [("grant_type", "authorization_code"), ("code", grant.Code), ("redirect_uri", grant.RedirectUri), ("code_verifier", grant.Verifier)];
        (await WinnersAsync(client, code)).ShouldHaveSingleItem();

        var refreshToken = (await client.ConnectAsync()).Must("refresh_token");
        var winner = (await WinnersAsync(client, [("grant_type", "refresh_token"), ("refresh_token", refreshToken)])).ShouldHaveSingleItem();
        (await client.RefreshAsync(winner.Must("refresh_token"))).Must("access_token"); // parallel requests are no theft
    }

    [ContainerFact(Needs.Postgres)]
    public async Task Money_leaves_an_account_once_whichever_API_is_asked()
    {
        var client = _demo.Client();
        var request = client.AskToPay();
        var person = _demo.Person();
        await person.Browser.GoAsync(client.AddressOf(await client.PushAsync(request)));
        await person.SignInAsync();
        var allowed = await person.AllowAsync(accounts: [person.Browser.Page.Form("consent").Choices("account")[0].Value]);
        var token = (await client.RedeemAsync(Grant.From(allowed, request))).Must("access_token");
        var order = new { instructedAmount = new { amount = "12.50", currency = "EUR" }, creditorName = "Lighthouse Books", creditorAccount = new { iban = "DE89370400440532013000" }, remittanceInformation = "Order 1234" };

        var apis = _demo.Services.Where(service => service.Name == "bank-api").ToList();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => _demo.Http().PostJsonAsync($"{apis[n % 2].Address}api/payments", token, order)));

        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        answers.ShouldAllBe(answer => answer.Status == 200 || answer.Status == 201);
        answers.Select(answer => answer.Json.GetProperty("data").GetProperty("paymentId").GetString()).Distinct().ShouldHaveSingleItem();
    }

    private static string? KeyOf(Answer tokens) => Jwt.Read(tokens.Must("access_token")).Header.GetProperty("kid").GetString();

    private async Task<List<Answer>> WinnersAsync(TestClient client, (string, string)[] form)
    {
        DemoService[] servers = [First, Second];
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => _demo.Http().PostAsync($"{servers[n % 2].Address}connect/token", client.Basic, form)));
        foreach (var loser in answers.Where(answer => answer.Status != 200))
            loser.ShouldBeError(400, "invalid_grant");
        return [.. answers.Where(answer => answer.Status == 200)];
    }

    // The gateway learns it by itself.
    private async Task InsteadAsync(DemoService starts, DemoService stops)
    {
        await starts.StartAsync();
        await stops.StopAsync();
        await Eventually.HoldsAsync(async () => (await _demo.Http().GetAsync("login")).Status == 200);
    }
}
