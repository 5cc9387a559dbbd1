using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Integration;

/// <summary>Two instances of the bank's API behind the gateway.</summary>
public sealed class ReplicaTests
{
    [Fact]
    public async Task Two_instances_of_the_API_share_the_work_and_one_is_enough()
    {
        await using var demo = await DemoSystem.StartAsync(new() { BankApis = 2, Settings = new Dictionary<string, string?> { ["Logging:LogLevel:Microsoft.AspNetCore.Hosting"] = "Information" } });
        var token = (await demo.Client().ConnectAsync()).Must("access_token");
        var accounts = await demo.AccountIdsAsync(token);
        foreach (var _ in Enumerable.Range(0, 20))
            (await demo.AccountIdsAsync(token)).ShouldBe(accounts);
        var instances = demo.Services.Where(service => service.Name == "bank-api").ToList();
        instances.ShouldAllBe(instance => demo.Log.All.Any(line => line.Text.Contains($"{instance.Address}api/accounts")));

        await instances[0].StopAsync();

        await Eventually.HoldsAsync(async () => (await demo.Http().GetAsync("api/accounts", token)).Status == 200);
        foreach (var _ in Enumerable.Range(0, 20))
            (await demo.AccountIdsAsync(token)).ShouldBe(accounts);
    }
}
