using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Integration;

/// <summary>What a machine of the bank writes, without any person behind it.</summary>
public sealed class StatementsTests(DemoSystem demo)
{
    private string Month => demo.Clock.GetUtcNow().AddMonths(-1).ToString("yyyy-MM", null);

    private string MonthBefore => demo.Clock.GetUtcNow().AddMonths(-2).ToString("yyyy-MM", null);

    [Fact]
    public async Task A_statement_is_written_once_and_the_same_is_given_whenever_it_is_asked_for_again()
    {
        var order = new { account = "10001-current", month = Month };

        var first = await WriteAsync(order);
        var second = await WriteAsync(order);

        first.Status.ShouldBe(201, first.Body);
        first.Location.ShouldNotBeNull().AbsoluteUri.ShouldBe($"{demo.Issuer}api/statements/{Text(first, "statementId")}");
        second.Status.ShouldBe(200);
        second.Body.ShouldBe(first.Body);
        (await demo.Http().GetAsync(first.Location.AbsoluteUri, await TokenAsync())).Body.ShouldBe(first.Body);
        (Amount(first, "opening") + Amount(first, "in") + Amount(first, "out")).ShouldBe(Amount(first, "closing"));
        first.Json.GetProperty("data").GetProperty("transactions").GetInt32().ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task Twenty_who_write_one_statement_at_one_moment_write_it_once()
    {
        var token = await TokenAsync();
        var order = new { account = "10003-current", month = MonthBefore };

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => WriteAsync(order, token)));

        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        answers.Count(answer => answer.Status == 200).ShouldBe(19);
        answers.Select(answer => answer.Body).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_was_in_the_account_at_the_end_of_a_month_is_there_when_the_next_begins()
    {
        var before = await WriteAsync(new { account = "10002-savings", month = MonthBefore });
        var after = await WriteAsync(new { account = "10002-savings", month = Month });

        Text(after, "opening").ShouldBe(Text(before, "closing"));
    }

    [Fact]
    public async Task What_is_due_is_what_has_not_been_written()
    {
        var month = demo.Clock.GetUtcNow().AddMonths(-4).ToString("yyyy-MM", null);
        var before = await DueAsync(month);
        (await WriteAsync(new { account = "10001-savings", month })).Status.ShouldBe(201);

        before.ShouldContain("10001-savings");
        before.Count.ShouldBe(9);
        (await DueAsync(month)).ShouldBe(before.Where(account => account != "10001-savings"));
    }

    [Theory]
    [InlineData("10001-current", "2026-13", 400, "month.invalid")]
    [InlineData("10001-current", "October", 400, "month.invalid")]
    [InlineData("10001-current", "2999-01", 400, "month.invalid")]
    [InlineData("10001-current", "2019-01", 404, "account.notFound")]
    [InlineData("99999-current", null, 404, "account.notFound")]
    [InlineData(null, null, 400, "request.invalid")]
    public async Task A_statement_that_cannot_be_written_says_why(string? account, string? month, int status, string code)
    {
        var answer = await WriteAsync(new { account, month = month ?? Month });

        answer.Status.ShouldBe(status, answer.Body);
        answer["code"].ShouldBe(code);
    }

    [Fact]
    public async Task A_month_that_is_not_over_has_no_statement()
    {
        var month = demo.Clock.GetUtcNow().ToString("yyyy-MM", null);

        (await WriteAsync(new { account = "10001-current", month }))["code"].ShouldBe("month.invalid");
        (await demo.Http().GetAsync($"api/statements/due?month={month}", await TokenAsync()))["code"].ShouldBe("month.invalid");
    }

    [Fact]
    public async Task A_key_for_repeating_a_request_is_for_that_request_only()
    {
        var (token, key) = (await TokenAsync(), Guid.NewGuid().ToString());

        var first = await WriteAsync(new { account = "10003-card", month = Month }, token, key);
        var again = await WriteAsync(new { account = "10003-card", month = Month }, token, key);
        var other = await WriteAsync(new { account = "10003-card", month = MonthBefore }, token, key);

        (first.Status, again.Status).ShouldBe((201, 200));
        other.Status.ShouldBe(422);
        other["code"].ShouldBe("idempotencyKey.reused");
    }

    [Fact]
    public async Task A_person_writes_no_statements()
    {
        var token = (await demo.Client().ConnectAsync()).Must("access_token");

        (await WriteAsync(new { account = "10001-current", month = Month }, token)).ShouldBeRefused(403, "insufficient_scope");
    }

    [Fact]
    public async Task A_month_that_ended_a_moment_ago_is_summed_up_to_its_end()
    {
        await using var own = await DemoSystem.StartAsync();
        var now = own.Clock.GetUtcNow();
        var next = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 1, TimeSpan.Zero).AddMonths(1);
        own.AdvanceClock(next - now);
        var token = (await own.Client("machine").ClientCredentialsAsync("statements:run")).Must("access_token");

        var answer = await own.Http().PostJsonAsync("api/statements", token, new { account = "10001-savings", month = $"{now:yyyy-MM}" });

        answer.Status.ShouldBe(201, answer.Body);
        Amount(answer, "in").ShouldBeGreaterThan(0, "interest is booked in the last hour of a month");
    }

    [Fact]
    public async Task A_statement_outlives_a_restart_of_the_API_and_is_not_written_again()
    {
        await using var own = await DemoSystem.StartAsync();
        var token = (await own.Client("machine").ClientCredentialsAsync("statements:run")).Must("access_token");
        var order = new { account = "10001-current", month = Month };
        var first = await own.Http().PostJsonAsync("api/statements", token, order);

        await own.Service("bank-api").StopAsync();
        (await own.Http().PostJsonAsync("api/statements", token, order)).Status.ShouldBe(503);
        await own.Service("bank-api").StartAsync();

        var second = await own.Http().PostJsonAsync("api/statements", token, order);
        (first.Status, second.Status).ShouldBe((201, 200));
        second.Body.ShouldBe(first.Body);
    }

    private async Task<string> TokenAsync() => (await demo.Client("machine").ClientCredentialsAsync("statements:run")).Must("access_token");

    private async Task<Answer> WriteAsync<T>(T order, string? token = null, string? key = null) =>
        await demo.Http().PostJsonAsync("api/statements", token ?? await TokenAsync(), order, key is null ? [] : [("Idempotency-Key", key)]);

    private async Task<List<string>> DueAsync(string month)
    {
        var answer = await demo.Http().GetAsync($"api/statements/due?month={month}", await TokenAsync());
        answer.Status.ShouldBe(200, answer.Body);
        return [.. answer.Json.GetProperty("data").EnumerateArray().Select(order => order.GetProperty("account").GetString()!)];
    }

    private static string Text(Answer answer, string member) => answer.Json.GetProperty("data").GetProperty(member).GetString()!;

    private static decimal Amount(Answer answer, string member) => decimal.Parse(Text(answer, member), System.Globalization.CultureInfo.InvariantCulture);
}
