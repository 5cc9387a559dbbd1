using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Integration;

/// <summary>Two instances of the bank's API behind the gateway.</summary>
public sealed class ReplicaTests
{
    [Fact]
    public async Task Of_two_instances_of_the_API_either_is_enough()
    {
        await using var demo = await DemoSystem.StartAsync(new() { BankApis = 2 });
        var token = (await demo.Client().ConnectAsync()).Must("access_token");
        var accounts = await demo.AccountIdsAsync(token);
        accounts.Count.ShouldBe(4);

        foreach (var instance in demo.Services.Where(service => service.Name == "bank-api"))
        {
            await instance.StopAsync();
            await Eventually.HoldsAsync(async () => (await demo.Http().GetAsync("api/accounts", token)).Status == 200);
            foreach (var _ in Enumerable.Range(0, 10))
                (await demo.AccountIdsAsync(token)).ShouldBe(accounts, "and the same ids from both");
            await instance.StartAsync();
            await Eventually.HoldsAsync(async () => (await demo.Http().GetAsync($"{instance.Address}health")).Status == 200);
        }
    }
}
