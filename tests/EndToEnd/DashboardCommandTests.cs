using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OAuthDemo.EndToEnd.Browser;
using OAuthDemo.Integration.Demo;
using OAuthDemo.ResourceOwner;

namespace OAuthDemo.EndToEnd;

/// <summary>The commands that the dashboard offers, run as the dashboard runs them.</summary>
[Collection(nameof(ChangingDemo))]
public sealed class DashboardCommandTests(ChangingDemo demo) : IDisposable
{
    private readonly HttpClient _bank = new() { BaseAddress = demo.Bank };

    private readonly HttpClient _explorer = new() { BaseAddress = demo.Explorer };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rotating_the_signing_keys_publishes_one_more()
    {
        var before = await _bank.GetKeyIdsAsync();

        await RunAsync("authorization-server", "rotate-signing-keys");

        await Eventually.HoldsAsync(async () => (await _bank.GetKeyIdsAsync()).Except(before).Any());
        before.ShouldBeSubsetOf(await _bank.GetKeyIdsAsync(), "what was signed before can still be checked");
    }

    [Fact]
    public Task Tonights_statements_are_written_now() => RunAsync("statement-worker", "run-statements");

    [Fact]
    public async Task The_legacy_lab_closes_and_opens_again()
    {
        await RunAsync("flow-explorer", "toggle-legacy-lab");
        (await IsLabOpenAsync()).ShouldBeFalse();

        await RunAsync("flow-explorer", "toggle-legacy-lab");
        (await IsLabOpenAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_reset_empties_the_stores_and_the_system_goes_on()
    {
        await ConnectAsync();
        (await CountConsentsAsync()).ShouldBeGreaterThan(0);

        await RunAsync("bank", "reset-stores");

        (await CountConsentsAsync()).ShouldBe(0);
        await ConnectAsync();
        (await CountConsentsAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task The_clock_moves_ahead_by_what_is_asked()
    {
        var before = await ReadSecondsAheadAsync();

        var minutes = new InteractionInput { Name = "minutes", InputType = InputType.Number, Value = "1.5" };
        await RunAsync("authorization-server", "advance-clock", minutes);

        (await ReadSecondsAheadAsync() - before).ShouldBe(90, tolerance: 0.001);
    }

    [Fact]
    public async Task A_service_that_has_died_is_started_again()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Kills by signal.");
        var states = demo.Running.App.ResourceNotifications;
        var running = (await states.WaitForResourceAsync("bank-api", _ => true, Cancel)).Snapshot;
        var id = running.Properties.Single(property => property.Name == "executable.pid").Value;
        using (var program = Process.GetProcessById(int.Parse($"{id}", CultureInfo.InvariantCulture)))
            program.Kill();
        await states.WaitForResourceAsync("bank-api", KnownResourceStates.TerminalStates, Cancel);

        await RunAsync("bank-api", KnownResourceCommands.StartCommand);

        await ConnectAsync();
    }

    public void Dispose()
    {
        _bank.Dispose();
        _explorer.Dispose();
    }

    private async Task RunAsync(string resource, string command, params InteractionInput[] arguments)
    {
        var result = await demo.Running.RunCommandAsync(resource, command, arguments);
        result.Success.ShouldBeTrue(result.Message);
    }

    private async Task ConnectAsync()
    {
        using var browser = OpenBrowser();
        var alice = new Person(browser, "alice", "alice-demo-1");
        var start = await browser.GoAsync(demo.Aggregator);
        await browser.SubmitAsync(start.Form("connect"));
        var page = await alice.SignInAsync();
        if (page.Has("consent"))
            page = await alice.AllowAsync();
        page.Url.Authority.ShouldBe(demo.Aggregator.Authority, page.Text);
        page.Text.ShouldContain("Harbour Bank is connected");
    }

    private async Task<int> CountConsentsAsync()
    {
        using var browser = OpenBrowser();
        return (await new Person(browser, "alice", "alice-demo-1").OpenConnectedAppsAsync()).Forms("end-consent").Count;
    }

    private ResourceOwner.Browsing.Browser OpenBrowser() => new(new(demo.Bank, demo.Aggregator), ends: Cancel);

    private async Task<bool> IsLabOpenAsync()
    {
        var page = await _explorer.GetStringAsync(new Uri("labs/implicit", UriKind.Relative), Cancel);
        return !page.Contains("Switched off", StringComparison.Ordinal);
    }

    private async Task<double> ReadSecondsAheadAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("testing/clock", UriKind.Relative));
        var configuration = demo.Running.App.Services.GetRequiredService<IConfiguration>();
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", configuration["Parameters:testing-key"]);
        using var response = await _bank.SendAsync(request, Cancel);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("aheadSeconds").GetDouble();
    }
}
