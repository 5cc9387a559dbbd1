using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OAuthDemo.Integration.Demo;
using OAuthDemo.ResourceOwner;
using OAuthDemo.ServiceDefaults.Testing;

namespace OAuthDemo.Integration;

/// <summary>What somebody's tests may do to the bank: only where it is under test, and only with the key.</summary>
public sealed class TestingApiTests(TestingApiTests.UnderTest bank) : IClassFixture<TestingApiTests.UnderTest>
{
    [Fact]
    public async Task Without_the_key_it_opens_to_nobody()
    {
        using var http = new HttpClient { BaseAddress = bank.Address };
        (await http.GetAsync("testing/clock", UnderTest.Cancel)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        http.DefaultRequestHeaders.Authorization = new("Bearer", "guessed");
        var refused = await http.PostAsJsonAsync("testing/tokens", new { }, UnderTest.Cancel);
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await refused.Content.ReadAsStringAsync(UnderTest.Cancel)).ShouldContain("testing.key");
    }

    [Fact]
    public async Task The_gateway_does_not_let_it_out() => (await bank.Demo.Http().GetAsync("testing/clock", UnderTest.Key)).Status.ShouldBe(404);

    [Fact]
    public async Task Its_document_describes_every_path()
    {
        using var http = new HttpClient { BaseAddress = bank.Address };
        var document = await http.GetFromJsonAsync<JsonElement>("testing/openapi.json", UnderTest.Cancel);
        document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ShouldBe(
            ["/testing/clock", "/testing/people", "/testing/clients", "/testing/scopes", "/testing/seed", "/testing/tokens", "/testing/consents", "/testing/reset",
                "/testing/keys", "/testing/failures", "/testing/exchanges"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_person_and_a_client_of_a_test_go_through_the_whole_flow()
    {
        await bank.PostAsync("people", new { userName = "dana", password = "dana-test-1", accounts = new[] { new { name = "Pocket money", balance = "12.50" } } });
        var added = await bank.PostAsync("clients", new { id = "shop", redirectUris = new[] { "https://shop.example/callback" } });
        var client = new TestClient(bank.Demo, "shop", added.GetProperty("secret").GetString(), "https://shop.example/callback");
        var dana = new Person(bank.Demo.Browser(), "dana", "dana-test-1");

        var tokens = await client.ConnectAsync(dana, client.Ask("openid", "accounts:read", "balances:read"));
        var account = (await bank.Demo.AccountIdsAsync(tokens.Must("access_token"))).ShouldHaveSingleItem();
        var balance = await bank.Demo.Http().GetAsync($"api/accounts/{account}/balances", tokens.Must("access_token"));

        balance.Body.ShouldContain("12.50");
    }

    [Fact]
    public async Task Whoever_names_no_accounts_has_a_year_behind_her()
    {
        await bank.PostAsync("people", new { userName = "erin", password = "erin-test-1" });
        var tokens = await bank.Demo.Client().ConnectAsync(new Person(bank.Demo.Browser(), "erin", "erin-test-1"));

        var accounts = await bank.Demo.AccountIdsAsync(tokens.Must("access_token"));
        accounts.Count.ShouldBe(2);
        var transactions = await bank.Demo.Http().GetAsync($"api/accounts/{accounts[0]}/transactions", tokens.Must("access_token"));
        transactions.Json.GetProperty("meta").GetProperty("totalRecords").GetInt32().ShouldBeGreaterThan(100);
    }

    [Theory]
    [InlineData("clients", """{ "id": "x", "grants": ["telepathy"] }""", "grants hold telepathy")]
    [InlineData("clients", """{ "id": "finance-aggregator" }""", "id is used twice")]
    [InlineData("clients", """{ "id": "x", "redirectUris": ["https://x.example/#here"] }""", "has a fragment")]
    [InlineData("scopes", """{ "name": "orders:read", "resource": "orders" }""", "not an absolute URI")]
    [InlineData("people", """{ "userName": "tiny", "password": "short" }""", "at least 8 characters")]
    [InlineData("people", """{ "userName": "x", "password": "123456789", "accounts": [{ "name": "", "balance": "1", "kind": "gold" }] }""",
        "must be current, savings")]
    public async Task A_mistake_is_refused_as_in_the_file_of_the_bank(string what, string entry, string mistake)
    {
        using var answer = await bank.SendAsync(HttpMethod.Post, what, JsonDocument.Parse(entry).RootElement);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(UnderTest.Cancel)).ShouldContain(mistake);
    }

    [Fact]
    public async Task A_failure_names_its_reason_to_the_caller_and_the_log_holds_the_exception()
    {
        await using var broken = new UnderTest();
        await broken.InitializeAsync();
        await broken.Demo.Service("bank-api").StopAsync();

        using var answer = await broken.SendAsync(HttpMethod.Post, "people", new { userName = "dana", password = "dana-test-1" });

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(UnderTest.Cancel);
        problem.GetProperty("code").GetString().ShouldBe("testing.failed");
        problem.GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain("Connection refused");
        broken.Demo.Log.All.ShouldContain(line =>
            line.Text.Contains("Connection refused") && line.Text.Contains(" at OAuthDemo.AuthorizationServer.Testing."));
    }

    [Fact]
    public async Task A_scope_of_another_resource_server_makes_tokens_for_it_and_only_it_may_introspect_them()
    {
        const string orders = "https://orders.example/";
        await bank.PostAsync("scopes", new { name = "orders:read", resource = orders });
        var robot = await bank.PostAsync("clients", new { id = "order-robot", grants = new[] { "client_credentials" }, scopes = new[] { "orders:read" } });
        var api = await bank.PostAsync("clients", new { id = "orders-api", introspects = true, resource = orders });
        var token = (await new TestClient(bank.Demo, "order-robot", robot.GetProperty("secret").GetString(), "").ClientCredentialsAsync("orders:read")).Must("access_token");

        Jwt.Read(token).Claims.GetProperty("aud").GetString().ShouldBe(orders);
        (await new TestClient(bank.Demo, "orders-api", api.GetProperty("secret").GetString(), "").IntrospectAsync(token)).Json.GetProperty("active").GetBoolean().ShouldBeTrue();
        (await bank.Demo.Client("bank-api").IntrospectAsync(token)).ShouldBeInactive();
    }

    [Fact]
    public async Task A_minted_token_is_good_until_its_defect()
    {
        var machine = new { clientId = "machine", scope = "statements:run" };
        (await bank.AskTheApiAsync(await bank.MintAsync(machine))).Status.ShouldNotBe(401);
        foreach (var defect in new[] { "Expired", "WrongAudience", "WrongIssuer", "WrongType", "WrongKey", "UnknownKid", "AlgNone" })
            (await bank.AskTheApiAsync(await bank.MintAsync(new { machine.clientId, machine.scope, defect }))).ShouldBeRefused(401, "invalid_token");
    }

    [Fact]
    public async Task A_consent_that_a_test_ends_has_ended()
    {
        var client = bank.Demo.Client("third-app");
        var tokens = await client.ConnectAsync(bank.Demo.Person("bob"));

        using var answer = await bank.SendAsync(HttpMethod.Delete, $"consents?person=bob&client=third-app");
        (await answer.Content.ReadAsStringAsync(UnderTest.Cancel)).ShouldContain("\"count\":1");

        (await client.RefreshAsync(tokens.Must("refresh_token"))).ShouldBeError(400, "invalid_grant");
    }

    [Fact]
    public async Task A_failure_comes_as_often_as_asked_and_then_no_more()
    {
        await bank.PostAsync("failures", new { endpoint = "/connect/revoke", status = 503, times = 2 });

        for (var time = 0; time < 2; time++)
            (await bank.Demo.Client().RevokeAsync("nothing")).Status.ShouldBe(503);
        (await bank.Demo.Client().RevokeAsync("nothing")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_connection_is_lost_when_a_test_wants_it()
    {
        await bank.PostAsync("failures", new { endpoint = "/connect/userinfo", drop = true });
        using var http = new HttpClient { BaseAddress = bank.Address };

        await Should.ThrowAsync<HttpRequestException>(http.GetAsync("connect/userinfo", UnderTest.Cancel));
    }

    [Fact]
    public async Task What_was_asked_and_answered_can_be_read_and_holds_no_secret()
    {
        var token = (await bank.Demo.Client("machine").ClientCredentialsAsync("statements:run")).Must("access_token");

        var exchanges = await bank.GetAsync("exchanges");
        var asked = exchanges.EnumerateArray().Last(exchange => exchange.GetProperty("step").GetString() == "token_request" && exchange.GetProperty("clientId").GetString() == "machine");
        asked.GetProperty("status").GetInt32().ShouldBe(200);
        asked.GetProperty("request").GetProperty("grant_type").GetString().ShouldBe("client_credentials");
        exchanges.GetRawText().ShouldNotContain(token);
        exchanges.GetRawText().ShouldNotContain(bank.Demo.Client("machine").Secret!);
    }

    [Fact]
    public async Task In_Production_no_service_is_under_test()
    {
        await using var demo = DemoSystem.Prepare(new()
        {
            Environment = "Production",
            BankFile = "{}",
            ExtraFile = "{}",
            Settings = new Dictionary<string, string?> { ["OAuth:Issuer"] = "https://bank.example/", ["Testing:Enabled"] = "true" },
        });
        foreach (var service in new[] { "authorization-server", "bank-api", "gateway" })
            (await Should.ThrowAsync<Exception>(demo.Service(service).StartAsync())).ToString().ShouldContain("Testing:Enabled");
    }

    /// <summary>A whole bank under test.</summary>
    public sealed class UnderTest : IAsyncLifetime
    {
        public const string Key = "the-key-of-these-tests";

        private readonly HttpClient _http = new();

        public DemoSystem Demo { get; } = DemoSystem.Prepare(new()
        {
            Settings = new Dictionary<string, string?> { ["Testing:Enabled"] = "true", ["Testing:Key"] = Key },
            Amend = services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(provider => provider.GetRequiredService<TestClock>())),
        });

        public Uri Address => Demo.Service("authorization-server").Address;

        public static CancellationToken Cancel => TestContext.Current.CancellationToken;

        public ValueTask InitializeAsync() => Demo.InitializeAsync();

        public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null)
        {
            using var request = new HttpRequestMessage(method, new Uri(Address, $"testing/{path}")) { Content = body is null ? null : JsonContent.Create(body) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
            return await _http.SendAsync(request, Cancel);
        }

        public async Task<JsonElement> PostAsync(string path, object body)
        {
            using var answer = await SendAsync(HttpMethod.Post, path, body);
            var text = await answer.Content.ReadAsStringAsync(Cancel);
            answer.IsSuccessStatusCode.ShouldBeTrue(text);
            return text.Length == 0 ? default : JsonElement.Parse(text);
        }

        public async Task<JsonElement> GetAsync(string path)
        {
            using var answer = await SendAsync(HttpMethod.Get, path);
            return JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        }

        public async Task<string> MintAsync(object wanted) => (await PostAsync("tokens", wanted)).GetProperty("accessToken").GetString()!;

        public Task<Answer> AskTheApiAsync(string token) => Demo.Http().PostJsonAsync("api/statements", token, new { });

        public async ValueTask DisposeAsync()
        {
            _http.Dispose();
            await Demo.DisposeAsync();
        }
    }
}
