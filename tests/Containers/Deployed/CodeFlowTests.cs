using OAuthDemo.Containers.Machine;
using OAuthDemo.Integration.Demo;
using OAuthDemo.ResourceOwner;
using OAuthDemo.ResourceOwner.Browsing;
using OAuthDemo.ResourceOwner.Exchanges;

namespace OAuthDemo.Containers.Deployed;

[Collection(nameof(OnServices))]
public sealed class CodeFlowTests(ServiceSystem system)
{
    [ContainerFact(Needs.Services)]
    public async Task A_person_connects_her_bank_through_the_gateway_and_ends_the_consent_again()
    {
        using var browser = new Browser(new Addresses(system.Bank, system.Aggregator), ends: TestContext.Current.CancellationToken);
        var alice = new Person(browser, "alice", "alice-demo-1");

        (await alice.ConnectBankAsync()).Text.ShouldContain("Everyday account");

        await alice.EndConsentAsync("Tidepool");
        (await alice.OpenConnectedAppsAsync()).Forms("end-consent").ShouldBeEmpty();
    }
}
