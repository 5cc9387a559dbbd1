using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OAuthDemo.FlowExplorer.Flows;
using OAuthDemo.FlowExplorer.Reading;
using OAuthDemo.FlowExplorer.Trying;
using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Integration.FlowExplorer;

/// <summary>What would have been the answer if …: everything that the explorer offers to try is sent to the running bank, and refused for its own reason.</summary>
public sealed class TryingTests(DemoSystem demo) : IClassFixture<DemoSystem>
{
    private const string Jwt = "eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiJhbGljZSJ9.sha256:0123456789ab";

    [Theory]
    [InlineData("pushed_authorization_request", null, "invalid_client", "invalid_request", "invalid_request")]
    [InlineData("device_authorization_request", null, "unauthorized_client", "invalid_client", "invalid_scope")]
    [InlineData("token_request", "urn:ietf:params:oauth:grant-type:device_code", "slow_down", "unauthorized_client", "invalid_grant")]
    [InlineData("token_request", "authorization_code", "invalid_client", "invalid_grant", "invalid_grant", "unsupported_grant_type", "unsupported_grant_type")]
    [InlineData("token_request", "client_credentials", "invalid_client", "unauthorized_client", "invalid_grant", "invalid_grant", "unsupported_grant_type", "unsupported_grant_type")]
    [InlineData("token_request", "urn:ietf:params:oauth:grant-type:token-exchange", "invalid_client", "unauthorized_client", "invalid_grant", "invalid_grant", "unsupported_grant_type", "unsupported_grant_type")]
    [InlineData("api_request", null, null, null, "invalid_token", "invalid_token")]
    [InlineData("introspection_request", null, "invalid_client")]
    [InlineData("revocation_request", null, "invalid_client")]
    public async Task Each_attempt_beside_a_step_is_refused_for_its_own_reason(string step, string? grant, params string?[] expected)
    {
        await using var trying = Trying();
        var exchange = Exchange(step, grant, new Parameter("authorization", "Bearer " + Jwt));

        var answers = new List<string?>();
        foreach (var attempt in Attempts.Beside(exchange))
        {
            var (id, error) = await trying.GetRequiredService<Trial>().RunAsync(attempt, exchange.Id, known: null, TestContext.Current.CancellationToken);
            answers.Add(error);
            Told(trying, id).Outcome.ShouldBe(error == "slow_down" ? Outcome.Pending : Outcome.Refused, attempt.Title);
        }

        answers.ShouldBe(expected);
    }

    [Fact]
    public async Task At_the_front_a_pushed_request_is_good_for_the_client_that_pushed_it_and_for_nobody_else()
    {
        await using var trying = Trying();
        var exchange = Exchange("authorization_request", null, new Parameter("client_id", "finance-aggregator"), new("request_uri", "sha256:0123456789ab"));

        foreach (var attempt in Attempts.Beside(exchange))
        {
            var (id, _) = await trying.GetRequiredService<Trial>().RunAsync(attempt, exchange.Id, known: null, TestContext.Current.CancellationToken);
            Told(trying, id).Outcome.ShouldBe(Outcome.Refused, attempt.Title);
            Told(trying, id).Status.ShouldBe(400, attempt.Title);
        }
    }

    [Theory]
    [InlineData("wrong-verifier", "invalid_grant")]
    [InlineData("used-code", "invalid_grant")]
    [InlineData("used-request", null)]
    public async Task A_code_to_which_a_person_really_agreed_is_misused_and_refused(string name, string? error)
    {
        await using var trying = Trying();
        var own = trying.GetRequiredService<OwnCode>();
        var address = await own.BeginAsync(
            Misuse.All.Single(misuse => misuse.Name == name), "http://127.0.0.1:8070/callback", TestContext.Current.CancellationToken);
        var page = await demo.NewPerson().ConnectAsync(new Uri(address));
        var answer = page.Redirect.ShouldNotBeNull();

        var seen = await own.EndAsync(answer.Parameter("state")!, answer.Parameter("code"), TestContext.Current.CancellationToken);

        var told = Told(trying, seen.ShouldNotBeNull().Split('/')[^1]);
        told.Outcome.ShouldBe(Outcome.Refused);
        told.Error.ShouldBe(error);
        told.Request.ShouldNotContain(field => field.Value == answer.Parameter("code"));
        (await own.EndAsync(answer.Parameter("state")!, "again", TestContext.Current.CancellationToken)).ShouldBeNull("it waits for one answer");
    }

    private ServiceProvider Trying()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["OAuth:Issuer"] = demo.Issuer.AbsoluteUri }).Build();
        var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddSingleton(new Addresses(settings)).AddSingleton(new FlowStore());
        services.AddTrials();
        return services.BuildServiceProvider();
    }

    private static Exchange Told(ServiceProvider trying, string id) =>
        trying.GetRequiredService<FlowStore>().Find(id).ShouldNotBeNull().Steps.Single(step => step.Exchange.Id == id).Exchange;

    private static Exchange Exchange(string step, string? grant, params Parameter[] request) => new()
    {
        Id = "beside",
        Name = step,
        From = Role.Client,
        To = Role.AuthorizationServer,
        ViaGateway = true,
        FrontChannel = false,
        Outcome = Outcome.Ok,
        Grant = grant,
        ClientId = "finance-aggregator",
        Endpoint = "/api/accounts",
        Request = request,
        Response = [],
        StartedAt = 0,
        EndedAt = 0,
        ReportedBy = [],
    };
}
