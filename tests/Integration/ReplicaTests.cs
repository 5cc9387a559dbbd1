using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
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

    [Fact]
    public async Task An_instance_that_dies_over_the_question_which_accounts_there_are_is_missed_by_nobody()
    {
        var death = new Death();
        await using var demo = await DemoSystem.StartAsync(new() { BankApis = 2, Amend = death.Await });
        var person = demo.Person();
        (await person.StartConnectingAsync()).Name.ShouldBe("login");
        (await person.SignInAsync()).Name.ShouldBe("consent");

        death.IsNear = true;
        (await person.AllowAsync()).Text.ShouldContain("Everyday account");
        death.IsNear.ShouldBeFalse("it came");
    }

    [Fact]
    public async Task An_instance_whose_machine_is_gone_costs_time_and_no_answer()
    {
        using var hole = new BlackHole();
        await using var demo = await DemoSystem.StartAsync(new() { Settings = new Dictionary<string, string?> { ["services:bank-api:http:1"] = hole.Address } });

        for (var call = 0; call < 4; call++)
        {
            (await demo.Http().GetAsync("api/openapi.json")).Status.ShouldBe(200, "a question");
            (await demo.Http().PostJsonAsync("api/payments", "no-token", new { })).Status.ShouldBe(401, "an order, of which not a byte was sent to the one that is gone");
        }
    }

    // What its caller sees of an instance that is killed when it has the request, and has not read it: the connection is reset.
    private sealed class Death
    {
        public bool IsNear { get; set; }

        public void Await(IServiceCollection services) => services.AddHttpClient("CustomerAccounts").AddHttpMessageHandler(() => new Wire(this));

        private sealed class Wire(Death death) : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                if (!death.IsNear)
                    return base.SendAsync(request, cancellationToken);
                death.IsNear = false;
                throw new HttpRequestException("The answer was lost.", new SocketException((int)SocketError.ConnectionReset));
            }
        }
    }
}
