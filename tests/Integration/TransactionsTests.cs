using System.Globalization;
using System.Text.Json;
using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Integration;

/// <summary>What a client reads at the bank's API about money that moved.</summary>
public sealed class TransactionsTests(DemoSystem demo)
{
    private static readonly string[] _everything = ["accounts:read", "transactions:read", "transactions.detail:read"];

    [Fact]
    public async Task A_page_holds_twenty_five_and_says_where_the_others_are()
    {
        var (path, token) = await ConnectAsync();

        var first = await demo.Http().GetAsync(path, token);
        var links = first.Json.GetProperty("links");

        Data(first).Count.ShouldBe(25);
        first.Json.GetProperty("meta").GetProperty("pageSize").GetInt32().ShouldBe(25);
        links.TryGetProperty("prev", out _).ShouldBeFalse();
        var second = await demo.Http().GetAsync(links.GetProperty("next").GetString()!, token);
        second.Json.GetProperty("meta").GetProperty("page").GetInt32().ShouldBe(2);
        Ids(second).Intersect(Ids(first)).ShouldBeEmpty();
        (await demo.Http().GetAsync(second.Json.GetProperty("links").GetProperty("prev").GetString()!, token)).Body.ShouldBe(first.Body);
    }

    [Fact]
    public async Task Following_the_links_shows_every_transaction_once_and_the_latest_first()
    {
        var (path, token) = await ConnectAsync();
        List<JsonElement> seen = [];
        var total = 0;
        for (var next = $"{path}?page-size=100"; next is not null;)
        {
            var page = await demo.Http().GetAsync(next, token);
            page.Status.ShouldBe(200, page.Body);
            seen.AddRange(Data(page));
            total = page.Json.GetProperty("meta").GetProperty("totalRecords").GetInt32();
            next = page.Json.GetProperty("links").TryGetProperty("next", out var link) ? link.GetString() : null;
        }

        seen.Count.ShouldBe(total);
        seen.Count.ShouldBeGreaterThan(200);
        seen.Select(Id).ShouldBeUnique();
        seen.Select(BookedAt).ShouldBeInOrder(SortDirection.Descending);
        seen.Select(BookedAt).Max().ShouldBeLessThanOrEqualTo(demo.Clock.GetUtcNow());
    }

    [Fact]
    public async Task The_first_and_the_last_day_that_were_asked_for_are_included()
    {
        var (path, token) = await ConnectAsync();
        var all = Data(await demo.Http().GetAsync($"{path}?page-size=1000", token));
        var day = DateOnly.FromDateTime(BookedAt(all[all.Count / 2]).UtcDateTime);

        var answer = await demo.Http().GetAsync($"{path}?from={day:yyyy-MM-dd}&to={day:yyyy-MM-dd}&page-size=1000", token);

        Ids(answer).ShouldBe(all.Where(t => DateOnly.FromDateTime(BookedAt(t).UtcDateTime) == day).Select(Id));
        Ids(answer).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Nothing_older_than_twelve_months_before_the_consent_is_shown()
    {
        var (path, token) = await ConnectAsync();

        var answer = await demo.Http().GetAsync($"{path}?from=2000-01-01&page-size=1000", token);

        Data(answer).Select(BookedAt).Min().ShouldBeGreaterThanOrEqualTo(demo.Clock.GetUtcNow().AddMonths(-12).AddDays(-1));
    }

    [Fact]
    public async Task Whom_the_person_paid_is_shown_only_to_who_may_see_details()
    {
        var (path, withDetail) = await ConnectAsync();
        var (_, without) = await ConnectAsync("accounts:read", "transactions:read");

        var detailed = Data(await demo.Http().GetAsync($"{path}?page-size=1000", withDetail));
        var plain = Data(await demo.Http().GetAsync($"{path}?page-size=1000", without));

        plain.Select(Id).ShouldBe(detailed.Select(Id));
        detailed.ShouldContain(t => Has(t, "merchant"));
        detailed.ShouldContain(t => Has(t, "reference"));
        plain.ShouldAllBe(t => !Has(t, "merchant") && !Has(t, "reference"));
        foreach (var merchant in detailed.Where(t => Has(t, "merchant")).Select(t => t.GetProperty("merchant").GetString()!).Distinct())
            plain.ShouldAllBe(t => !t.GetRawText().Contains(merchant));
    }

    [Theory]
    [InlineData("from=yesterday", "from")]
    [InlineData("from=2026-02-30", "from")]
    [InlineData("from=2026-03-01&to=2026-02-01", "from")]
    [InlineData("page=0", "page")]
    [InlineData("page=-1", "page")]
    [InlineData("page=99999", "page")]
    [InlineData("page=1&page=2", "page")]
    [InlineData("page-size=0", "page-size")]
    [InlineData("page-size=1001", "page-size")]
    [InlineData("page-size=99999999999999999999", "page-size")]
    public async Task A_question_that_cannot_be_answered_names_its_parameter(string query, string parameter)
    {
        var (path, token) = await ConnectAsync();

        var answer = await demo.Http().GetAsync($"{path}?{query}", token);

        answer.Status.ShouldBe(400, answer.Body);
        answer["code"].ShouldBe("parameter.invalid");
        answer["parameter"].ShouldBe(parameter);
    }

    [Fact]
    public async Task Amounts_are_decimal_strings_that_add_up_to_the_balance()
    {
        var (path, token) = await ConnectAsync("accounts:read", "balances:read", "transactions:read");
        var transactions = Data(await demo.Http().GetAsync($"{path}?page-size=1000", token));
        var balance = await demo.Http().GetAsync(path.Replace("transactions", "balances", StringComparison.Ordinal), token);

        transactions.ShouldAllBe(t => t.GetProperty("currency").GetString() == "EUR");
        transactions.ShouldAllBe(t => t.GetProperty("status").GetString() == "booked" || t.GetProperty("status").GetString() == "pending");
        var moved = transactions.Where(t => t.GetProperty("status").GetString() == "booked").Sum(Amount);
        var current = decimal.Parse(balance.Json.GetProperty("data").GetProperty("current").GetString()!, CultureInfo.InvariantCulture);
        (current - moved).ShouldBe(9125.00m, "what lay in the savings account when its year began");
    }

    private async Task<(string Path, string Token)> ConnectAsync(params string[] scopes)
    {
        var client = demo.Client();
        var account = scopes.Contains("balances:read") ? "savings" : "household";
        var answer = await client.ConnectAsync(request: client.Ask(scopes.Length > 0 ? scopes : _everything), accounts: [account]);
        var token = answer.Must("access_token");
        return ($"api/accounts/{(await demo.AccountIdsAsync(token)).ShouldHaveSingleItem()}/transactions", token);
    }

    private static List<JsonElement> Data(Answer answer)
    {
        answer.Status.ShouldBe(200, answer.Body);
        return [.. answer.Json.GetProperty("data").EnumerateArray()];
    }

    private static List<string> Ids(Answer answer) => Data(answer).ConvertAll(Id);

    private static string Id(JsonElement transaction) => transaction.GetProperty("transactionId").GetString()!;

    private static DateTimeOffset BookedAt(JsonElement transaction) => transaction.GetProperty("bookedAt").GetDateTimeOffset();

    private static decimal Amount(JsonElement transaction) =>
        decimal.Parse(transaction.GetProperty("amount").GetString()!, NumberStyles.Number, CultureInfo.InvariantCulture);

    private static bool Has(JsonElement transaction, string member) => transaction.TryGetProperty(member, out _);
}
