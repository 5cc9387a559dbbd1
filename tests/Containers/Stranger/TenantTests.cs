using OAuthDemo.Hosting;
using OAuthDemo.Testcontainers;

namespace OAuthDemo.Containers.Stranger;

/// <summary>Many tests side by side in one bank process.</summary>
public sealed class TenantTests
{
    [Fact]
    public async Task Twenty_tenants_run_side_by_side_and_know_nothing_of_each_other()
    {
        await using var host = await OAuthDemoHost.StartAsync();

        await Task.WhenAll(Enumerable.Range(1, 20).Select(async number =>
        {
            await using var bank = await host.CreateTenantAsync(new BankSeed()
                .WithPerson(new($"guest-{number}", "guest-test-1", [new($"Purse {number}", $"{number}.00")]))
                .WithClient(new("shop") { Scopes = ["openid", "accounts:read"] }), $"side-{number}");
            await bank.AdvanceClockAsync(TimeSpan.FromDays(number));

            var token = await bank.GetTokenForAsync($"guest-{number}", "shop", ["accounts:read"], [$"Purse {number}"]);

            token.ExpiresIn.ShouldBeInRange(200, 300);
            (bank.Clock.GetUtcNow() - TimeProvider.System.GetUtcNow()).TotalDays.ShouldBe(number, 0.01);
            (await bank.GetExchangesAsync()).Where(one => one.Step == "token_request").ShouldHaveSingleItem();
        }));
    }
}
