using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Integration;

/// <summary>The clock, the keys and the first day of a bank under test; they are everybody's, so these tests have one of their own.</summary>
public sealed class TestingTimeTests(TestingApiTests.UnderTest bank) : IClassFixture<TestingApiTests.UnderTest>
{
    [Fact]
    public async Task The_clock_goes_ahead_for_every_service_and_only_ahead()
    {
        var token = (await bank.Demo.Client().ConnectAsync()).Must("access_token");
        (await bank.Demo.AccountIdsAsync(token)).ShouldNotBeEmpty();

        await bank.PostAsync("clock", new { advanceSeconds = 330 });

        (await bank.Demo.Http().GetAsync("api/accounts", token)).ShouldBeRefused(401, "invalid_token");
        var fresh = (await bank.Demo.Client().ConnectAsync()).Must("access_token");
        (await bank.Demo.AccountIdsAsync(fresh)).ShouldNotBeEmpty();
        using var back = await bank.SendAsync(HttpMethod.Post, "clock", new { advanceSeconds = -1 });
        ((int)back.StatusCode).ShouldBe(400);
    }

    [Fact]
    public async Task A_new_key_signs_at_once_and_a_retired_one_opens_nothing()
    {
        var client = bank.Demo.Client();
        var before = await client.ConnectAsync();
        var kid = (await bank.PostAsync("keys", new { retire = true })).GetProperty("kid").GetString();

        Jwt.Read((await client.ConnectAsync()).Must("access_token")).Header.GetProperty("kid").GetString().ShouldBe(kid);
        (await bank.Demo.Client("bank-api").IntrospectAsync(before.Must("access_token"))).ShouldBeInactive();
        (await bank.Demo.Http().GetAsync(".well-known/jwks")).Json.GetProperty("keys").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task After_a_reset_nothing_of_the_test_is_left()
    {
        await bank.PostAsync("people", new { userName = "frank", password = "frank-test-1" });
        await bank.PostAsync("clients", new { id = "gone" });
        await bank.PostAsync("clock", new { advanceSeconds = 90 * 24 * 3600 });
        await bank.PostAsync("keys", new { });
        var token = (await bank.Demo.Client().ConnectAsync()).Must("refresh_token");

        await bank.PostAsync("reset", new { });

        (await bank.GetAsync("clock")).GetProperty("aheadSeconds").GetDouble().ShouldBe(0);
        (await bank.GetAsync("exchanges")).GetArrayLength().ShouldBe(0);
        (await bank.Demo.Client().RefreshAsync(token)).ShouldBeError(400, "invalid_grant");
        (await bank.Demo.Http().PostAsync("connect/token", TestClient.BasicOf("gone", "x"), ("grant_type", "client_credentials"))).ShouldBeError(401, "invalid_client");
        await bank.PostAsync("people", new { userName = "frank", password = "frank-test-1" });
        var again = (await bank.Demo.Client().ConnectAsync()).Must("access_token");
        (await bank.Demo.AccountIdsAsync(again)).Count.ShouldBe(4);
    }
}
