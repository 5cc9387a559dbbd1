using OAuthDemo.AppHost.Embedded;

namespace OAuthDemo.Unit.Runner;

public sealed class EnvironmentTests
{
    [Fact]
    public async Task A_project_gets_its_launch_profile_and_a_free_port()
    {
        using var system = new TestSystem();
        var environment = await EnvironmentOfAsync(system.AddProject<WebProject>("web"));

        environment["ASPNETCORE_ENVIRONMENT"].ShouldBe("Development");
        environment["DOTNET_LAUNCH_PROFILE"].ShouldBe("http");
        environment["ASPNETCORE_URLS"].ShouldMatch("^http://localhost:2[0-9]{4}$|^http://localhost:3[01][0-9]{3}$");
    }

    [Fact]
    public async Task A_public_project_keeps_its_port()
    {
        using var system = new TestSystem();

        (await EnvironmentOfAsync(system.AddProject<WebProject>("web").WithExternalHttpEndpoints()))["ASPNETCORE_URLS"].ShouldBe("http://localhost:8082");
    }

    [Fact]
    public async Task A_port_can_be_moved()
    {
        using var system = new TestSystem();
        var web = system.AddProject<WebProject>("web").WithEndpoint("http", endpoint =>
        {
            endpoint.Port = 9082;
            endpoint.IsProxied = false;
        });

        (await EnvironmentOfAsync(web))["ASPNETCORE_URLS"].ShouldBe("http://localhost:9082");
    }

    [Fact]
    public async Task An_endpoint_with_a_variable_of_its_own_gets_only_that()
    {
        using var system = new TestSystem();
        var environment = await EnvironmentOfAsync(system.AddScript("script", "true").WithHttpEndpoint(port: 8123, env: "PORT", isProxied: false));

        environment["PORT"].ShouldBe("8123");
        environment.ShouldNotContainKey("ASPNETCORE_URLS");
    }

    [Fact]
    public async Task A_service_says_who_it_is_in_its_telemetry_and_logs_plainly()
    {
        using var system = new TestSystem();
        var environment = await EnvironmentOfAsync(system.AddProject<WebProject>("web"));

        environment["OTEL_SERVICE_NAME"].ShouldBe("web");
        environment["OTEL_RESOURCE_ATTRIBUTES"].ShouldStartWith("service.instance.id=");
        environment["LOGGING__CONSOLE__FORMATTERNAME"].ShouldBe("simple");
    }

    [Fact]
    public async Task A_reference_tells_where_the_other_service_is()
    {
        using var system = new TestSystem();
        var api = system.AddProject<WebProject>("my-api").WithExternalHttpEndpoints();
        var environment = await EnvironmentOfAsync(system.AddScript("client", "true").WithReference(api), api);

        environment["services__my-api__http__0"].ShouldBe("http://localhost:8082");
        environment["MY_API_HTTP"].ShouldBe("http://localhost:8082");
    }

    [Fact]
    public async Task A_reference_tells_where_every_replica_is()
    {
        using var system = new TestSystem();
        var api = system.AddProject<WebProject>("api").WithReplicas(2);
        var environment = await EnvironmentOfAsync(system.AddScript("client", "true").WithReference(api), api);

        environment["services__api__http__1"].ShouldNotBe(environment["services__api__http__0"]);
        environment["API_HTTP"].ShouldBe(environment["services__api__http__0"]);
        environment.ShouldNotContainKey("services__api__http__2");
    }

    [Fact]
    public async Task Two_services_may_refer_to_each_other()
    {
        using var system = new TestSystem();
        var first = system.AddProject<WebProject>("first");
        var second = system.AddProject<WebProject>("second").WithReference(first);
        first.WithReference(second);

        (await EnvironmentOfAsync(first, second)).ShouldContainKey("services__second__http__0");
    }

    [Fact]
    public async Task An_address_inside_a_text_is_filled_in_when_it_is_known()
    {
        using var system = new TestSystem();
        var api = system.AddProject<WebProject>("api").WithExternalHttpEndpoints();
        var client = system.AddScript("client", "true").WithEnvironment("CALLBACK", $"{api.GetEndpoint("http")}/callback?from={"client"}");

        (await EnvironmentOfAsync(client, api))["CALLBACK"].ShouldBe("http://localhost:8082/callback?from=client");
    }

    [Fact]
    public void A_text_with_holes_can_be_named_before_it_is_known()
    {
        using var system = new TestSystem();
        var api = system.AddProject<WebProject>("api");
        var key = system.Builder.AddParameter("key", secret: true);

        ReferenceExpression.Create($"{api.GetEndpoint("http")}/?key={key.Resource}").ValueExpression.ShouldBe("{api.bindings.http.url}/?key={key.value}");
    }

    [Fact]
    public async Task What_AppHost_says_wins_over_the_launch_profile()
    {
        using var system = new TestSystem();

        (await EnvironmentOfAsync(system.AddProject<WebProject>("web").WithEnvironment("ASPNETCORE_ENVIRONMENT", "Production")))["ASPNETCORE_ENVIRONMENT"].ShouldBe("Production");
    }

    [Fact]
    public async Task How_the_AppHost_itself_is_run_means_nothing_to_a_service()
    {
        // Other tests start services at the same time: this name alone cannot disturb them.
        Environment.SetEnvironmentVariable("ASPNETCORE_HTTPS_PORTS", "1");
        using var system = new TestSystem();

        var environment = await EnvironmentOfAsync(system.AddScript("script", "true"));

        environment.ShouldNotContainKey("ASPNETCORE_HTTPS_PORTS");
        environment.ShouldContainKey("PATH");
    }

    private static async Task<Dictionary<string, string>> EnvironmentOfAsync(params IResourceBuilder<ServiceResource>[] builders)
    {
        var services = builders.Select(builder => builder.Resource).ToList();
        Ports.Allocate(services);
        return await ServiceEnvironment.OfAsync(services[0], replica: 0, TestContext.Current.CancellationToken);
    }
}
