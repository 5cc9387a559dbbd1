using System.Diagnostics;
using Npgsql;
using OAuthDemo.Containers.Machine;
using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Containers.Postgres;

/// <summary>The database goes away under a system that runs, and comes back.</summary>
[Collection(nameof(OnPostgres))]
public sealed class DatabaseOutageTests(PostgresServer postgres, DemoOnPostgres system) : IClassFixture<DemoOnPostgres>, IAsyncLifetime
{
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(10);

    private readonly DemoSystem _demo = system.Demo;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await postgres.StartAsync(); // whatever became of the test, the next one has a database

    [ContainerFact(Needs.Postgres)]
    public async Task Everybody_is_told_and_afterwards_all_goes_on_without_a_restart()
    {
        var client = _demo.Client();
        var tokens = await client.ConnectAsync();
        var request = client.Ask();
        var (asked, customer) = (_demo.Person("bob"), _demo.Person());
        await asked.Browser.GoAsync(request.Address);
        await asked.SignInAsync();
        await customer.ConnectBankAsync();
        // Every one of them leaves a connection that waits for the next.
        await Task.WhenAll(Enumerable.Range(0, 15).Select(_ => _demo.AccountIdsAsync(tokens.Must("access_token"))));

        await postgres.StopAsync();
        var away = Stopwatch.StartNew();
        _demo.AdvanceClock(TimeSpan.FromSeconds(6)); // what the API asked about this token is too old now

        foreach (var answer in new[] { await client.RefreshAsync(tokens.Must("refresh_token")), await _demo.Client("bank-api").IntrospectAsync(tokens.Must("refresh_token")), await client.PushAsync(request) })
        {
            (answer.Status, answer["error"]).ShouldBe((503, "temporarily_unavailable"), answer.Body);
            answer.Header("Retry-After").ShouldNotBeNull();
            answer.Header("Cache-Control").ShouldNotBeNull().ShouldContain("no-store");
        }

        var api = await _demo.Http().GetAsync("api/accounts", tokens.Must("access_token"));
        (api.Status, api["code"]).ShouldBe((503, "authorizationServer.unavailable"), api.Body);
        var bank = await asked.AllowAsync();
        (bank.Status, bank.Name).ShouldBe((503, "error"));
        bank.Text.ShouldContain("closed for a moment");
        var aggregator = await customer.Browser.GoAsync(_demo.Addresses.AtAggregator(""));
        (aggregator.Status, aggregator.Name).ShouldBe((503, "error"));
        foreach (var service in _demo.Services.Where(service => service.Name != "gateway"))
        {
            (await _demo.Http().GetAsync($"{service.Address}health")).Status.ShouldBe(503, service.Name);
            (await _demo.Http().GetAsync($"{service.Address}alive")).Status.ShouldBe(200, service.Name);
        }

        while (away.Elapsed < Outage) // and nobody gives up, or waits for long, as the time goes by
        {
            var question = Stopwatch.StartNew();
            (await client.RefreshAsync(tokens.Must("refresh_token"))).ShouldBeError(503, "temporarily_unavailable");
            question.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }

        await postgres.StartAsync();

        (await client.RefreshAsync(tokens.Must("refresh_token"))).Must("refresh_token");
        (await _demo.AccountIdsAsync(tokens.Must("access_token"))).ShouldNotBeEmpty();
        await asked.Browser.GoAsync(request.Address);
        (await client.RedeemAsync(Grant.From(await asked.AllowAsync(), request))).Must("access_token");
        (await customer.Browser.GoAsync(_demo.Addresses.AtAggregator(""))).Text.ShouldContain("Everyday account");
    }

    [ContainerFact(Needs.Postgres)]
    public async Task Who_starts_before_the_database_waits_for_it()
    {
        await _demo.StopAllAsync();
        await postgres.StopAsync();

        var starts = _demo.StartAllAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(_demo.Log.All.Any(line => line.Text.Contains("It is waited for", StringComparison.Ordinal))));
        await postgres.StartAsync();
        await starts;

        (await _demo.Client().ConnectAsync()).Must("access_token");
    }

    [ContainerFact(Needs.Postgres)] // RFC 6749 §4.1.2, §6
    public async Task What_could_not_be_redeemed_to_the_end_can_be_redeemed_again()
    {
        var client = _demo.Client();
        var refreshToken = (await client.ConnectAsync()).Must("refresh_token");
        var grant = await client.AuthorizeAsync();

        // The server goes away at the worst moment: the redemption is written, what is given for it is not.
        await SqlAsync("""
            CREATE FUNCTION away() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'shutting down' USING ERRCODE = '57P01'; END $$;
            CREATE TRIGGER away BEFORE INSERT ON "OpenIddictTokens" EXECUTE FUNCTION away();
            """);
        (await client.RefreshAsync(refreshToken)).ShouldBeError(503, "temporarily_unavailable");
        (await client.RedeemAsync(grant)).ShouldBeError(503, "temporarily_unavailable");
        await SqlAsync("""DROP TRIGGER away ON "OpenIddictTokens" """);

        (await client.RefreshAsync(refreshToken)).Must("refresh_token");
        (await client.RedeemAsync(grant)).Must("refresh_token");
    }

    private async Task SqlAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(system.Databases["ConnectionStrings:authorization-server"]);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
