using OAuthDemo.AppHost.Embedded;

namespace OAuthDemo.Unit.Runner;

public sealed class ModelTests
{
    [Theory]
    [InlineData("gateway")]
    [InlineData("bank-api")]
    [InlineData("b2")]
    public void A_name_of_letters_digits_and_single_hyphens_is_accepted(string name) => ResourceName.Check(name).ShouldBe(name);

    [Theory]
    [InlineData("")]
    [InlineData("1bank")]
    [InlineData("-bank")]
    [InlineData("bank-")]
    [InlineData("bank--api")]
    [InlineData("bank_api")]
    [InlineData("bänk")]
    [InlineData("bank\n")]
    public void A_bad_name_is_refused_and_named(string name)
    {
        using var system = new TestSystem();

        Should.Throw<DistributedApplicationException>(() => system.AddScript(name, "true")).Message.ShouldStartWith($"'{name}' cannot name a resource");
    }

    [Fact]
    public void A_name_is_given_once()
    {
        using var system = new TestSystem();
        system.AddScript("bank", "true");

        Should.Throw<DistributedApplicationException>(() => system.Builder.AddParameter("Bank")).Message.ShouldBe("Two resources are named 'Bank'.");
    }

    [Fact]
    public async Task A_cycle_of_waits_is_refused_and_named()
    {
        using var system = new TestSystem();
        var first = system.AddScript("first", "true");
        var second = system.AddScript("second", "true").WaitFor(first);
        var third = system.AddScript("third", "true").WaitFor(second);
        second.WaitFor(third);

        (await system.FailToStartAsync()).ShouldBe("These wait for each other and would never start: second → third → second.");
    }

    [Fact]
    public async Task Waiting_for_oneself_is_refused()
    {
        using var system = new TestSystem();
        var narcissus = system.AddScript("narcissus", "true");
        narcissus.WaitFor(narcissus);

        (await system.FailToStartAsync()).ShouldEndWith("narcissus → narcissus.");
    }

    [Fact]
    public async Task A_missing_parameter_is_named_before_anything_is_started()
    {
        using var system = new TestSystem();
        system.AddScript("early", "touch started");
        system.AddScript("late", "true").WithEnvironment("KEY", system.Builder.AddParameter("api-key", secret: true));

        (await system.FailToStartAsync()).ShouldBe("The parameter 'api-key' has no value: set --Parameters:api-key=… or Parameters__api_key.");
        File.Exists(Path.Combine(system.Folder, "started")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("--Parameters:api-key=value")]
    [InlineData("--Parameters:api_key=value")]
    public async Task A_parameter_is_found_with_hyphens_or_underscores(string setting)
    {
        using var system = new TestSystem(setting);

        (await system.Builder.AddParameter("api-key").Resource.GetValueAsync(TestContext.Current.CancellationToken)).ShouldBe("value");
    }

    [Fact]
    public async Task Replicas_cannot_share_one_fixed_port()
    {
        using var system = new TestSystem();
        system.AddProject<WebProject>("web").WithExternalHttpEndpoints().WithReplicas(2);

        (await system.FailToStartAsync()).ShouldBe("web cannot have 2 replicas: they would all listen on port 8082.");
    }

    [Fact]
    public void A_health_check_needs_an_endpoint()
    {
        using var system = new TestSystem();

        Should.Throw<DistributedApplicationException>(() => system.AddScript("silent", "true").WithHttpHealthCheck("/health"))
            .Message.ShouldBe("silent has no endpoint 'http' whose health could be checked.");
    }

    [Fact]
    public void An_endpoint_is_not_added_twice()
    {
        using var system = new TestSystem();

        Should.Throw<DistributedApplicationException>(() => system.AddProject<WebProject>("web").WithHttpEndpoint(port: 1234))
            .Message.ShouldBe("web has an endpoint 'http' already: change it by WithEndpoint.");
    }
}
