using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging.Abstractions;
using OAuthDemo.Aspire;
using OAuthDemo.Testcontainers;

namespace OAuthDemo.Containers.Stranger;

/// <summary>The bank as a resource of an AppHost: what the model says, without a container.</summary>
public sealed class AspireModelTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Container_knows_its_issuer_and_the_key_of_its_testing_API()
    {
        var bank = Bank(Builder());

        var environment = await EnvironmentAsync(bank.Resource);

        environment["OAuth__Issuer"].ShouldBe("http://localhost:9000/");
        environment["Testing__Key"].Length.ShouldBeGreaterThanOrEqualTo(32);
        bank.Resource.TestingKey.Secret.ShouldBeTrue();
    }

    [Fact]
    public async Task Testing_key_can_be_a_parameter_of_the_AppHost()
    {
        var builder = Builder();
        var bank = Allocate(builder.AddOAuthDemo("bank", testingKey: builder.AddParameter("key", "of-the-team", secret: true)));

        (await EnvironmentAsync(bank.Resource))["Testing__Key"].ShouldBe("of-the-team");
    }

    [Fact]
    public async Task Reference_injects_issuer_and_address_and_no_secret()
    {
        var builder = Builder();
        var bank = Bank(builder).WithClient("shop");
        var orders = builder.AddExecutable("orders", "orders", ".").WithReference(bank);

        var environment = await EnvironmentAsync(orders.Resource);

        environment["OAuthDemo__bank__Issuer"].ShouldBe("http://localhost:9000/");
        environment["services__bank__http__0"].ShouldBe("http://localhost:9000");
        environment.Keys.ShouldNotContain(name => name.Contains("Client", StringComparison.Ordinal));
        environment.Values.ShouldNotContain(await bank.Resource.TestingKey.GetValueAsync(Cancel));
    }

    [Fact]
    public async Task Client_credentials_are_injected_where_they_are_asked_for()
    {
        var builder = Builder();
        var bank = Bank(builder)
            .WithClient("shop", client => client with { Secret = "of-the-shop" })
            .WithClient("ledger", client => client, builder.AddParameter("ledger-secret", "of-the-ledger", secret: true))
            .WithClient("worker")
            .WithClient("phone", client => client with { Type = "public" });

        (await CredentialsAsync(builder, bank, "shop")).ShouldBe(("shop", "of-the-shop"));
        (await CredentialsAsync(builder, bank, "ledger")).ShouldBe(("ledger", "of-the-ledger"));
        (await CredentialsAsync(builder, bank, "worker")).Secret!.Length.ShouldBe(64);
        (await CredentialsAsync(builder, bank, "phone")).ShouldBe(("phone", null));
    }

    [Fact]
    public void Credentials_of_an_unknown_client_are_refused()
    {
        var builder = Builder();
        var bank = Bank(builder);

        Should.Throw<ArgumentException>(() => builder.AddExecutable("orders", "orders", ".").WithClientCredentials(bank, "shop"))
            .Message.ShouldContain("Resource 'bank' has no client 'shop'. Register it first, with WithClient(\"shop\").");
    }

    [Fact]
    public void Image_is_the_one_of_the_test_kit_and_can_be_changed()
    {
        var bank = Bank(Builder());
        bank.Resource.TryGetContainerImageName(out var image).ShouldBeTrue();
        image.ShouldBe(OAuthDemoBuilder.DefaultImage);

        bank.WithImageRegistry("registry.example").WithImageTag("2.0");

        bank.Resource.TryGetContainerImageName(out image).ShouldBeTrue();
        image.ShouldBe("registry.example/oauthdemo/all-in-one:2.0");
    }

    [Fact]
    public async Task Published_AppHost_has_no_bank()
    {
        var builder = Builder("--operation", "publish", "--publisher", "manifest", "--output-path", "unused.json");
        var bank = builder.AddOAuthDemo("bank").WithClient("shop");
        var orders = builder.AddExecutable("orders", "orders", ".").WithReference(bank).WithClientCredentials(bank, "shop");

        bank.Resource.IsExcludedFromPublish().ShouldBeTrue();
        (await EnvironmentAsync(orders.Resource, DistributedApplicationOperation.Publish)).Keys
            .ShouldNotContain(name => name.Contains("bank", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Readme_shows_the_sample()
    {
        var sample = ReadmeTests.Read("tests/AspireSample/OrdersAppHost/AppHost.cs");
        var example = ReadmeTests.Read("tests/OAuthDemo.Aspire/README.md").Split("```csharp")[1].Split("```")[0].Trim();

        sample.ShouldContain(example);
    }

    private static IDistributedApplicationBuilder Builder(params string[] arguments) =>
        DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = arguments, DisableDashboard = true });

    private static IResourceBuilder<OAuthDemoResource> Bank(IDistributedApplicationBuilder builder) =>
        Allocate(builder.AddOAuthDemo("bank"));

    // What the orchestrator does when it starts.
    private static IResourceBuilder<OAuthDemoResource> Allocate(IResourceBuilder<OAuthDemoResource> bank) =>
        bank.WithEndpoint("http", endpoint => endpoint.AllocatedEndpoint = new(endpoint, "localhost", 9000));

    private static async Task<(string Id, string? Secret)> CredentialsAsync(
        IDistributedApplicationBuilder builder, IResourceBuilder<OAuthDemoResource> bank, string clientId)
    {
        var client = builder.AddExecutable(clientId, clientId, ".").WithClientCredentials(bank, clientId);
        var environment = await EnvironmentAsync(client.Resource);
        return (environment["OAuthDemo__bank__ClientId"], environment.GetValueOrDefault("OAuthDemo__bank__ClientSecret"));
    }

    private static async Task<IReadOnlyDictionary<string, string>> EnvironmentAsync(
        IResource resource, DistributedApplicationOperation operation = DistributedApplicationOperation.Run) =>
        (await ExecutionConfigurationBuilder.Create(resource).WithEnvironmentVariablesConfig()
            .BuildAsync(new(operation), NullLogger.Instance, Cancel)
            .WaitAsync(TimeSpan.FromSeconds(30), Cancel)).EnvironmentVariables.ToDictionary(); // an endpoint that nobody allocates is waited for
}
