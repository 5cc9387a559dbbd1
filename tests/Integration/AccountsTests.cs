using System.Globalization;
using System.Text.Json;
using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Integration;

/// <summary>What a client reads at the bank's API about the accounts that a person picked.</summary>
public sealed class AccountsTests(DemoSystem demo)
{
    [Fact]
    public async Task A_client_sees_the_accounts_that_the_person_picked_and_no_other()
    {
        var client = demo.Client();
        var all = await AccountsAsync(await client.ConnectAsync());
        var picked = await AccountsAsync(await client.ConnectAsync(accounts: ["savings"]));

        all.Count.ShouldBe(4);
        picked.ShouldHaveSingleItem().GetProperty("name").GetString().ShouldBe("Rainy day savings");
        all.ShouldContain(account => Text(account, "accountId") == Text(picked[0], "accountId"), "the id stays the same for this client");
    }

    [Fact]
    public async Task An_account_is_described_without_its_number()
    {
        var accounts = await AccountsAsync(await demo.Client().ConnectAsync());

        foreach (var account in accounts)
        {
            Text(account, "kind").ShouldBeOneOf("current", "savings", "card", "joint");
            Text(account, "currency").ShouldBe("EUR");
            Text(account, "maskedNumber").ShouldMatch(@"^\D+\d{4}$");
            Text(account, "holder").ShouldContain("Alice Andersen");
        }

        accounts.Single(account => Text(account, "kind") == "joint").GetProperty("holder").GetString().ShouldBe("Alice Andersen and Bob Brandt");
    }

    [Fact]
    public async Task One_account_can_be_read_by_itself_at_the_address_that_the_answer_names()
    {
        var token = (await demo.Client().ConnectAsync()).Must("access_token");
        var id = (await demo.AccountIdsAsync(token))[0];

        var answer = await demo.Http().GetAsync($"api/accounts/{id}", token);

        var self = answer.Json.GetProperty("links").GetProperty("self").GetString().ShouldNotBeNull();
        self.ShouldBe($"{demo.Issuer}api/accounts/{id}");
        (await demo.Http().GetAsync(self, token)).Body.ShouldBe(answer.Body);
        answer.Header("Cache-Control").ShouldBe("no-store");
    }

    [Fact]
    public async Task A_balance_is_a_decimal_string_with_a_currency_and_a_time()
    {
        var token = (await demo.Client().ConnectAsync(accounts: ["Everyday"])).Must("access_token");
        var id = (await demo.AccountIdsAsync(token)).ShouldHaveSingleItem();

        var balance = (await demo.Http().GetAsync($"api/accounts/{id}/balances", token)).Json.GetProperty("data");

        Text(balance, "accountId").ShouldBe(id);
        Text(balance, "current").ShouldMatch(@"^-?\d+\.\d{2}$");
        Text(balance, "available").ShouldMatch(@"^-?\d+\.\d{2}$");
        Text(balance, "currency").ShouldBe("EUR");
        DateTimeOffset.Parse(Text(balance, "asOf"), CultureInfo.InvariantCulture)
            .ShouldBe(demo.Clock.GetUtcNow(), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Two_clients_cannot_join_what_they_know_about_a_person()
    {
        var one = await demo.AccountIdsAsync((await demo.Client("other-app").ConnectAsync()).Must("access_token"));
        var other = await demo.AccountIdsAsync((await demo.Client("third-app").ConnectAsync()).Must("access_token"));

        one.Intersect(other).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_machine_has_no_accounts()
    {
        var token = (await demo.Client("machine").ClientCredentialsAsync("statements:run")).Must("access_token");

        (await demo.Http().GetAsync("api/accounts", token)).ShouldBeRefused(403, "insufficient_scope");
    }

    [Fact] // RFC 9457
    public async Task Every_refusal_is_a_problem_with_a_code_for_programs()
    {
        var token = (await demo.Client().ConnectAsync()).Must("access_token");
        (string Path, string? Token, int Status, string Code)[] refusals =
        [
            ("api/accounts", null, 401, "token.missing"),
            ("api/accounts", "a.b.c", 401, "token.invalid"),
            ("api/accounts/nothing", token, 404, "account.notFound"),
            ("api/nothing", token, 404, "path.notFound"),
        ];

        foreach (var (path, bearer, status, code) in refusals)
        {
            var answer = await demo.Http().GetAsync(path, bearer);
            answer.Status.ShouldBe(status, path);
            answer.Header("Content-Type").ShouldNotBeNull().ShouldStartWith("application/problem+json");
            answer["code"].ShouldBe(code);
        }
    }

    [Fact] // RFC 9728 §5.1
    public async Task A_refusal_says_where_to_learn_about_tokens()
    {
        var challenge = (await demo.Http().GetAsync("api/accounts")).Header("WWW-Authenticate");

        challenge.ShouldNotBeNull().ShouldContain($"resource_metadata=\"{demo.Issuer}.well-known/oauth-protected-resource\"");
    }

    private async Task<List<JsonElement>> AccountsAsync(Answer tokens)
    {
        var answer = await demo.Http().GetAsync("api/accounts", tokens.Must("access_token"));
        answer.Status.ShouldBe(200, answer.Body);
        return [.. answer.Json.GetProperty("data").EnumerateArray()];
    }

    private static string Text(JsonElement element, string member) => element.GetProperty(member).GetString().ShouldNotBeNull(member);
}
