using Microsoft.Extensions.DependencyInjection;
using OAuthDemo.Integration.Demo;
using OAuthDemo.StatementWorker;
using OAuthDemo.StatementWorker.Statements;
using OAuthDemo.StatementWorker.Tokens;

namespace OAuthDemo.Integration;

/// <summary>The bank's statement worker at the real bank: a client without a person, which signs for itself.</summary>
public sealed class WorkerTests(DemoSystem demo)
{
    private const int Accounts = 9;

    [Fact]
    public async Task It_writes_the_statement_of_every_account_and_a_second_run_finds_nothing_to_do()
    {
        var month = MonthsAgo(6);

        (await demo.RunWorkerAsync(month)).ShouldBe(new Outcome(Written: Accounts));
        (await demo.RunWorkerAsync(month)).ShouldBe(new Outcome());

        demo.Log.All.ShouldContain(line => line.Service == "statement-worker" && line.Text.Contains($"{Accounts}/{Accounts} {month}"));
    }

    [Fact]
    public async Task Two_workers_at_the_same_time_write_each_statement_once()
    {
        var month = MonthsAgo(7);

        var outcomes = await Task.WhenAll(demo.RunWorkerAsync(month), demo.RunWorkerAsync(month));

        outcomes.Sum(outcome => outcome.Written).ShouldBe(Accounts);
        outcomes.Sum(outcome => outcome.Failed).ShouldBe(0);
    }

    [Fact]
    public async Task It_keeps_one_token_until_shortly_before_it_ends()
    {
        await using var own = await DemoSystem.StartAsync();
        using var host = own.Worker(new WorkerCommand(Once: true));
        var tokens = host.Services.GetRequiredService<WorkerTokens>();

        var together = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => tokens.BroadAsync(TestContext.Current.CancellationToken)));
        var first = together.Distinct().ShouldHaveSingleItem();
        own.AdvanceClock(TimeSpan.FromMinutes(3));
        (await tokens.BroadAsync(TestContext.Current.CancellationToken)).ShouldBe(first);
        own.AdvanceClock(TimeSpan.FromSeconds(70));

        (await tokens.BroadAsync(TestContext.Current.CancellationToken)).ShouldNotBe(first);
        Jwt.Read(first)["sub"].ShouldBe("statement-worker");
    }

    [Fact] // RFC 8693, RFC 9396
    public async Task A_token_for_one_statement_opens_no_other()
    {
        using var host = demo.Worker(new WorkerCommand(Once: true));
        var order = new StatementOrder("10001-card", MonthsAgo(1));
        var token = await host.Services.GetRequiredService<WorkerTokens>().ForAsync(order, TestContext.Current.CancellationToken);

        (await demo.Http().PostJsonAsync("api/statements", token, new { account = "10001-card", month = MonthsAgo(2) }))["code"].ShouldBe("statement.otherAccount");
        (await demo.Http().PostJsonAsync("api/statements", token, new { account = "10001-savings", month = order.Month }))["code"].ShouldBe("statement.otherAccount");
        (await demo.Http().GetAsync("api/accounts", token)).ShouldBeRefused(403, "insufficient_scope");
        (await demo.Http().PostJsonAsync("api/statements", token, new { account = order.Account, month = order.Month })).Status.ShouldBeInRange(200, 201);
        (Jwt.Read(token).Claims.GetProperty("exp").GetInt64() - demo.Clock.GetUtcNow().ToUnixTimeSeconds()).ShouldBeLessThanOrEqualTo(60);
    }

    [Fact]
    public async Task When_the_API_goes_away_in_the_middle_it_waits_and_repeats_nothing()
    {
        await using var own = await DemoSystem.StartAsync();
        await own.Service("bank-api").StopAsync();
        var month = MonthsAgo(1);

        var running = own.RunWorkerAsync(month);
        await Eventually.HoldsAsync(() => Task.FromResult(own.Log.All.Any(line => line.Service == "statement-worker" && line.Text.Contains("Attempt 2"))));
        await own.Service("bank-api").StartAsync();

        (await running).ShouldBe(new Outcome(Written: Accounts));
        (await own.RunWorkerAsync(month)).ShouldBe(new Outcome());
    }

    [Fact]
    public async Task A_key_that_the_bank_does_not_know_writes_nothing_and_is_not_tried_again_and_again()
    {
        using var host = demo.Worker(new WorkerCommand(Once: true), ("OAuth:ClientKey", System.Text.Encoding.UTF8.GetString(AppHost.SigningKey.Make())));

        (await host.Services.GetRequiredService<StatementRun>().RunAsync(MonthsAgo(1), TestContext.Current.CancellationToken)).Failed.ShouldBe(1);

        demo.Log.All.ShouldContain(line => line.Service == "statement-worker" && line.Text.Contains("invalid_client"));
    }

    [Fact]
    public async Task At_two_in_the_night_it_starts_by_itself()
    {
        await using var own = await DemoSystem.StartAsync();
        var now = own.Clock.GetUtcNow();
        own.AdvanceClock(now.Date.AddDays(1).AddHours(2).AddSeconds(-3) - now.UtcDateTime);
        using var host = own.Worker(new WorkerCommand());

        await host.StartAsync(TestContext.Current.CancellationToken);

        await Eventually.HoldsAsync(() => Task.FromResult(own.Log.All.Any(line => line.Text.Contains($"{Accounts} written"))));
        await host.StopAsync(TestContext.Current.CancellationToken);
        own.Log.All.ShouldContain(line => line.Text.StartsWith($"The next run is at {own.Clock.GetUtcNow().AddDays(1):yyyy-MM-dd} 02:00", StringComparison.Ordinal));
    }

    private string MonthsAgo(int months) => demo.Clock.GetUtcNow().AddMonths(-months).ToString("yyyy-MM", null);
}
