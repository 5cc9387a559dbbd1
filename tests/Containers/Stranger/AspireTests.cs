using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using OAuthDemo.Containers.Machine;
using OAuthDemo.Integration.Demo;
using OAuthDemo.Testcontainers;

namespace OAuthDemo.Containers.Stranger;

/// <summary>An AppHost with the bank, tested with Aspire.Hosting.Testing as its author would do it.</summary>
public sealed class AspireTests(AspireTests.Applications applications) : IClassFixture<AspireTests.Applications>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private OrdersApplication Application => applications.Application;

    private IOAuthDemo Bank => Application.Bank;

    [ContainerFact(Needs.AllInOne)]
    public async Task Project_with_a_reference_validates_tokens_of_users_and_clients()
    {
        (await Application.GetOrdersAsync((await Bank.GetTokenAsync("shop", "orders:read")).AccessToken)).ShouldBe(HttpStatusCode.OK);
        var token = (await Bank.GetTokenForAsync("dana", "shop", ["orders:read"])).AccessToken;
        (await Application.GetOrdersAsync(token)).ShouldBe(HttpStatusCode.OK);
        var forged = await Bank.MintTokenAsync(
            new() { Scope = "orders:read", Audience = "https://orders.example/", Defect = TokenDefect.WrongKey });
        (await Application.GetOrdersAsync(forged)).ShouldBe(HttpStatusCode.Unauthorized);

        (await Bank.RevokeConsentAsync("dana", "shop")).ShouldBePositive();

        (await Application.GetOrdersAsync(token)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [ContainerFact(Needs.AllInOne)]
    public async Task Issuer_is_the_address_on_this_machine()
    {
        using var http = Application.App.CreateHttpClient("bank");

        var metadata = await http.GetStringAsync(".well-known/openid-configuration", Cancel);

        Bank.Issuer.ShouldBe(http.BaseAddress);
        metadata.ShouldContain(Bank.Issuer.AbsoluteUri);
        Bank.Issuer.IsLoopback.ShouldBeTrue();
    }

    [ContainerFact(Needs.AllInOne)]
    public void Container_listens_on_loopback_only()
    {
        var containers = (JsonArray)Engine.Ask("/containers/json")!;
        var ports = containers.Where(container => $"{container!["Names"]}".Contains("/bank-", StringComparison.Ordinal))
            .SelectMany(container => (JsonArray)container!["Ports"]!);

        ports.ShouldNotBeEmpty();
        ports.ShouldAllBe(port => (string?)port!["IP"] == "127.0.0.1");
    }

    [ContainerFact(Needs.AllInOne)]
    public void Dashboard_shows_addresses_and_commands()
    {
        Application.App.ResourceNotifications.TryGetCurrentState("bank", out var state).ShouldBeTrue();

        state.Snapshot.Urls.Select(url => (url.DisplayProperties.DisplayName, new Uri(url.Url).AbsolutePath)).ShouldBe(
            [("Bank", "/"), ("API reference", "/api/docs"), ("Testing API", "/testing/openapi.json")], ignoreOrder: true);
        state.Snapshot.Commands.Where(command => command.Name is "advance-clock" or "reset").Select(command => command.State)
            .ShouldBe([ResourceCommandState.Enabled, ResourceCommandState.Enabled]);
    }

    [ContainerFact(Needs.AllInOne)]
    public async Task Commands_advance_the_clock_and_reset_the_bank()
    {
        (await ExecuteAsync(Application, "advance-clock", ("by", "30.00:00:00"))).ShouldBeTrue();
        Ahead(Bank).TotalDays.ShouldBe(30, 0.01);
        (await ExecuteAsync(Application, "advance-clock", ("by", "tomorrow"))).ShouldBeFalse();

        (await ExecuteAsync(Application, "reset")).ShouldBeTrue();

        Ahead(Bank).TotalDays.ShouldBe(0, 0.01);
        (await Bank.GetTokenForAsync("dana", "shop", ["orders:read"])).ConsentId.ShouldNotBeNull();
    }

    [ContainerFact(Needs.AllInOne)]
    public async Task Bank_on_a_fixed_port_is_seeded_again_when_it_is_restarted()
    {
        var port = FreePorts.Next();
        await using var application = await OrdersApplication.StartAsync(
            endpoint => endpoint.Port = port, "--DcpPublisher:RandomizePorts=false");
        application.Bank.Issuer.ShouldBe(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}/")));
        var before = application.Bank;

        (await ExecuteAsync(application, KnownResourceCommands.RestartCommand)).ShouldBeTrue();
        await Eventually.HoldsAsync(() => Task.FromResult(application.Bank != before));
        application.Bank.SecretOf("shop").ShouldBe(before.SecretOf("shop"));
        (await application.Bank.GetTokenForAsync("dana", "shop", ["orders:read"])).ConsentId.ShouldNotBeNull();
    }

    private static TimeSpan Ahead(IOAuthDemo bank) => bank.Clock.GetUtcNow() - TimeProvider.System.GetUtcNow();

    private static async Task<bool> ExecuteAsync(
        OrdersApplication application, string command, params (string Name, string Value)[] arguments)
    {
        var service = application.App.Services.GetRequiredService<ResourceCommandService>();
        var inputs = arguments.Select(
            argument => new InteractionInput { Name = argument.Name, InputType = InputType.Text, Value = argument.Value });
        return (await service.ExecuteCommandAsync("bank", command, new InteractionInputCollection([.. inputs]), Cancel)).Success;
    }

    /// <summary>One application for all tests, started where it can be.</summary>
    public sealed class Applications : IAsyncLifetime
    {
        private OrdersApplication? _application;

        internal OrdersApplication Application => _application ?? throw new InvalidOperationException("There is no application here.");

        public async ValueTask InitializeAsync()
        {
            if (Engine.Missing is null && Images.Missing(Needs.AllInOne) is null)
                _application = await OrdersApplication.StartAsync();
        }

        public ValueTask DisposeAsync() => _application?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
