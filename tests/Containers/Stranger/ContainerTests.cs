using DotNet.Testcontainers.Builders;
using OAuthDemo.Containers.Machine;
using OAuthDemo.Testcontainers;
using Testcontainers.PostgreSql;

namespace OAuthDemo.Containers.Stranger;

/// <summary>What only containers can show.</summary>
public sealed class ContainerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [ContainerFact(Needs.AllInOne)]
    public async Task Two_containers_side_by_side_do_not_disturb_each_other()
    {
        await using var one = new OAuthDemoBuilder(Images.Of("all-in-one")).WithClient("shop").Build();
        await using var other = new OAuthDemoBuilder(Images.Of("all-in-one")).WithClient("shop").Build();
        await Task.WhenAll(one.StartAsync(Cancel), other.StartAsync(Cancel));

        await one.AdvanceClockAsync(TimeSpan.FromDays(1));

        one.Issuer.ShouldNotBe(other.Issuer);
        one.SecretOf("shop").ShouldNotBe(other.SecretOf("shop"));
        (await other.GetTokenForAsync("alice", "shop", ["accounts:read"])).ConsentId.ShouldNotBeNull();
    }

    [ContainerFact(Needs.AllInOne)]
    public async Task Over_https_it_is_trusted_by_who_was_given_its_certificate_and_by_nobody_else()
    {
        await using var bank = new OAuthDemoBuilder(Images.Of("all-in-one")).WithHttps().WithClient("shop").Build();
        await bank.StartAsync(Cancel);

        bank.Issuer.Scheme.ShouldBe("https");
        (await bank.GetTokenForAsync("alice", "shop", ["accounts:read"])).ConsentId.ShouldNotBeNull();
        using var http = new HttpClient();
        var refusal = await Should.ThrowAsync<HttpRequestException>(http.GetAsync(bank.Issuer, Cancel));
        refusal.HttpRequestError.ShouldBe(HttpRequestError.SecureConnectionError);
    }

    [ContainerFact(Needs.AllInOne | Needs.Services)]
    public async Task One_issuer_works_from_this_machine_and_from_another_container()
    {
        await using var network = new NetworkBuilder().Build();
        await network.CreateAsync(Cancel);
        await using var bank = new OAuthDemoBuilder(Images.Of("all-in-one")).WithIssuerOn(network).WithClient("shop").Build();
        // A resource server in a container of its own: it has to find the issuer's keys by the issuer's own name.
        await using var neighbour = new ContainerBuilder(Images.Of("gateway")).WithNetwork(network).WithPortBinding(8080, assignRandomHostPort: true).OnLoopbackOnly()
            .WithEnvironment("ASPNETCORE_ENVIRONMENT", "Development").WithEnvironment("OAuth__Issuer", bank.Issuer.AbsoluteUri)
            .WithWaitStrategy(Wait.ForUnixContainer().UntilHttpRequestIsSucceeded(health => health.ForPort(8080).ForPath("/health"))).Build();
        await Task.WhenAll(bank.StartAsync(Cancel), neighbour.StartAsync(Cancel));
        var token = await bank.GetTokenForAsync("alice", "shop", ["accounts:read"]);

        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{neighbour.GetMappedPublicPort(8080)}/") };
        (await AskAsync(http, token.AccessToken)).ShouldContain("bank.unavailable"); // let in, and there is no API behind this one
        (await AskAsync(http, await bank.MintTokenAsync(new() { Scope = "accounts:read", Defect = TokenDefect.UnknownKid }))).ShouldContain("token.invalid");
    }

    [ContainerFact(Needs.AllInOne | Needs.Postgres)]
    public async Task Its_stores_are_in_a_PostgreSQL_container_and_outlive_it()
    {
        await using var postgres = new PostgreSqlBuilder(Images.Postgres).Build();
        await using (var bank = new OAuthDemoBuilder(Images.Of("all-in-one")).WithPostgres(postgres).WithClient("shop").Build())
        {
            await bank.StartAsync(Cancel);
            (await bank.GetTokenForAsync("alice", "shop", ["accounts:read"])).ConsentId.ShouldNotBeNull();
        }

        var databases = await postgres.ExecScriptAsync("SELECT string_agg(datname, ' ') FROM pg_database WHERE datname LIKE 'oauthdemo-%'", Cancel);
        databases.Stdout.ShouldContain("-authorization-server");
        databases.Stdout.ShouldContain("-bank-api");
    }

    [ContainerFact(Needs.AllInOne | Needs.Services)]
    public async Task An_explorer_beside_it_draws_what_a_test_does()
    {
        await using var bank = new OAuthDemoBuilder(Images.Of("all-in-one")).WithExplorerImage(Images.Of("flow-explorer")).WithClient("shop").Build();
        await bank.StartAsync(Cancel);
        await bank.GetTokenForAsync("alice", "shop", ["accounts:read"]);

        using var http = new HttpClient { BaseAddress = bank.ExplorerAddress };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (!(await http.GetStringAsync("api/flows", patience.Token)).Contains("authorization_code", StringComparison.Ordinal))
            await Task.Delay(200, patience.Token);
    }

    private static async Task<string> AskAsync(HttpClient http, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/accounts");
        request.Headers.Authorization = new("Bearer", token);
        using var answer = await http.SendAsync(request, Cancel);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }
}
