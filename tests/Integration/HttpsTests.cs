using OAuthDemo.Integration.Demo;
using OAuthDemo.ResourceOwner;
using OAuthDemo.ResourceOwner.Browsing;
using OAuthDemo.Testcontainers;

namespace OAuthDemo.Integration;

/// <summary>Every public address over https, with a certificate that the machine does not trust; what is behind the gateway stays http.</summary>
public sealed class HttpsTests(HttpsTests.HttpsSystem system) : IClassFixture<HttpsTests.HttpsSystem>
{
    private DemoSystem Demo => system.Demo;

    [Fact]
    public async Task Every_address_that_the_bank_tells_is_https()
    {
        foreach (var document in new[] { "openid-configuration", "oauth-authorization-server", "oauth-protected-resource" })
        {
            var metadata = await Demo.Http().GetAsync($".well-known/{document}");
            metadata.Status.ShouldBe(200, metadata.Body);
            metadata.Body.ShouldContain(Demo.Issuer.AbsoluteUri);
            metadata.Body.ShouldNotContain("http://");
        }

        var challenge = (await Demo.Http().GetAsync("api/accounts")).Header("WWW-Authenticate").ShouldNotBeNull();
        challenge.ShouldContain($"resource_metadata=\"{Demo.Issuer}.well-known/oauth-protected-resource\"");
        (await Demo.Http().GetAsync("me/consents")).Location.ShouldNotBeNull().Scheme.ShouldBe("https");
    }

    [Fact]
    public async Task A_person_connects_the_bank_by_a_code_flow_and_sees_the_accounts()
    {
        var person = Demo.Person();

        var page = await person.ConnectBankAsync();

        page.Url.Scheme.ShouldBe("https");
        (await person.OpenConnectionAsync()).Body.ShouldContain("Everyday account");
        person.Browser.Cookies.All.ShouldNotContain(cookie => !cookie.Secure);
    }

    [Fact]
    public async Task Cookies_of_the_bank_and_the_aggregator_belong_to_their_host_and_are_for_https_alone()
    {
        var person = Demo.Person("bob");
        await person.StartConnectingAsync();
        var cookies = person.Browser.Cookies.All.ToList(); // one is gone when the answer has come
        await person.ConnectBankAsync();
        cookies.AddRange(person.Browser.Cookies.All);

        cookies.Select(cookie => string.Join('.', cookie.Name.Split('.').Take(2))).Distinct().ShouldBe(
            ["__Host-harbour-form", "__Host-harbour-session", "__Host-tidepool.antiforgery", "__Host-tidepool.state", "__Host-tidepool.visitor"],
            ignoreOrder: true);
        cookies.ShouldAllBe(cookie => cookie.Secure && cookie.HttpOnly && cookie.HostOnly && cookie.Path == "/");
    }

    [Fact] // OpenID Connect Back-Channel Logout: the authorization server calls the aggregator's public address
    public async Task Signing_out_at_the_bank_reaches_the_aggregator()
    {
        var person = Demo.Person("carol");
        await SignInHereAsync(person);

        await person.SignOutAsync();

        await Eventually.HoldsAsync(async () => !await IsSignedInAsync(person));
    }

    [Fact]
    public async Task Signing_out_at_the_aggregator_leads_back_to_its_https_address()
    {
        var person = Demo.Person("carol");
        var page = await SignInHereAsync(person);

        var asked = await person.Browser.SubmitAsync(page.Form("sign-out"));
        page = await person.Browser.SubmitAsync(asked.Form("logout"));

        page.Url.ShouldBe(Demo.Addresses.AtAggregator(""));
    }

    [Fact]
    public async Task A_bill_is_paid()
    {
        var person = Demo.Person();

        await person.SendBillAsync();
        (await person.AgreeToPayAsync()).PaymentStatus().ShouldBe("paid");
    }

    [Fact] // browsers apply it to every port of the host, and localhost has other tenants
    public async Task On_loopback_no_browser_is_told_to_use_nothing_but_https()
    {
        (await Demo.Http().GetAsync("login")).Header("Strict-Transport-Security").ShouldBeNull();
        (await Demo.Http().GetAsync(Demo.Addresses.AtAggregator("").AbsoluteUri)).Header("Strict-Transport-Security").ShouldBeNull();
    }

    [Fact]
    public async Task The_statement_worker_the_command_line_and_the_television_trust_the_named_certificate()
    {
        (await Demo.RunWorkerAsync()).Failed.ShouldBe(0);
        using var cli = new DemoCli(Demo);
        (await cli.LoginAsync(Demo.Person())).ExitCode.ShouldBe(0);
        await using var television = new DemoTelevision(Demo);
        (await television.SwitchOnAsync()).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_explorers_own_cookies_and_attempts_are_https()
    {
        await using var explorer = await Demo.StartFlowExplorerAsync();
        var browser = Demo.Browser();

        browser.StopBefore = _ => true;
        await browser.GoAsync(new(explorer.Address, "labs/implicit/start"));
        await browser.GoAsync(new(explorer.Address, "labs/password"));
        var started = await Demo.Http().GetAsync(new Uri(explorer.Address, "tries/wrong-verifier").AbsoluteUri);

        browser.Cookies.All.Where(cookie => cookie.Secure && cookie.HttpOnly).Select(cookie => (cookie.Name, cookie.Path))
            .ShouldBe([("__Secure-lab-state", "/labs"), ("__Host-explorer-form", "/")], ignoreOrder: true);
        var callback = new Uri(explorer.Address, "callback").AbsoluteUri;
        started.Query("redirect_uri").ShouldBe(callback);
        var answer = (await Demo.Person().ConnectAsync(started.Location!)).Redirect.ShouldNotBeNull();
        answer.AbsoluteUri.ShouldStartWith(callback);
        var seen = await Demo.Http().GetAsync(answer.AbsoluteUri);
        seen.Location.ShouldNotBeNull().AbsolutePath.ShouldStartWith("/flows/");
    }

    public sealed class HttpsSystem : IAsyncLifetime
    {
        internal DemoSystem Demo { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Demo = await DemoSystem.StartAsync(new() { Https = true, Legacy = true });

        public ValueTask DisposeAsync() => Demo.DisposeAsync();
    }

    private static async Task<Page> SignInHereAsync(Person person)
    {
        var browser = person.Browser;
        var page = await browser.SubmitAsync((await browser.GoAsync(browser.Addresses.AtAggregator("sign-in"))).Form("sign-in"));
        if (page.Has("login"))
            page = await person.SignInAsync();
        if (page.Has("consent"))
            page = await person.AllowAsync();
        (await IsSignedInAsync(person)).ShouldBeTrue(page.Text);
        return page;
    }

    private static async Task<bool> IsSignedInAsync(Person person) =>
        (await person.Browser.GoAsync(person.Browser.Addresses.AtAggregator("sign-in"))).Document.QuerySelector("[data-person]") is not null;
}

/// <summary>What does not change, and what is refused.</summary>
public sealed class HttpsLimitsTests
{
    [Fact]
    public async Task Over_http_on_loopback_cookies_have_neither_a_prefix_nor_Secure()
    {
        await using var demo = await DemoSystem.StartAsync();
        var person = demo.Person();
        await person.StartConnectingAsync();
        var cookies = person.Browser.Cookies.All.ToList();
        await person.ConnectBankAsync();
        cookies.AddRange(person.Browser.Cookies.All);

        cookies.Select(cookie => string.Join('.', cookie.Name.Split('.').Take(2))).Distinct().ShouldBe(
            ["harbour-form", "harbour-session", "tidepool.antiforgery", "tidepool.state", "tidepool.visitor"], ignoreOrder: true);
        cookies.ShouldAllBe(cookie => !cookie.Secure && cookie.HttpOnly && cookie.HostOnly && cookie.Path == "/");
        (await demo.Http().GetAsync("login")).Header("Strict-Transport-Security").ShouldBeNull();
    }

    [Fact]
    public async Task Without_the_setting_no_service_and_no_program_talks_to_a_certificate_that_the_machine_does_not_trust()
    {
        await using var demo = await DemoSystem.StartAsync(new() { Https = true, TrustsCertificate = false });

        var page = await demo.Person().StartConnectingAsync();
        page.Url.Authority.ShouldBe(demo.Addresses.FinanceAggregator!.Authority, "the aggregator does not get as far as the bank");
        page.Text.ShouldContain("does not answer");
        (await demo.RunWorkerAsync()).Failed.ShouldNotBe(0);
        using var cli = new DemoCli(demo);
        var (exitCode, output) = await cli.RunAsync("login", "--no-browser");
        exitCode.ShouldBe(1);
        output.ShouldContain("--Tls:TrustedCertificate=FILE");
    }

    [Fact]
    public async Task Of_a_trusted_certificate_the_host_name_is_checked_all_the_same()
    {
        await using var demo = await DemoSystem.StartAsync(new() { Https = true, Certificate = BankCertificate.Create("bank.example") });

        (await demo.RunWorkerAsync()).Failed.ShouldNotBe(0);
        using var cli = new DemoCli(demo);
        (await cli.RunAsync("login", "--no-browser")).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task A_public_host_is_strict_whichever_service_of_the_bank_answers()
    {
        await using var demo = await DemoSystem.StartAsync(new()
        {
            Https = true,
            Certificate = BankCertificate.Create("localhost", "bank.example"),
            Settings = new Dictionary<string, string?> { ["OAuth:Issuer"] = "https://bank.example/" },
        });

        foreach (var path in new[] { "login", "nowhere", ".well-known/oauth-protected-resource" })
            (await demo.Http().GetAsync(path, bearer: null, ("Host", "bank.example"))).Header("Strict-Transport-Security")
                .ShouldBe("max-age=31536000; includeSubDomains", path);
    }

    [Theory]
    [InlineData("nowhere.pem", "cannot be read")]
    [InlineData("empty.pem", "holds no certificate in PEM format")]
    public async Task A_mistake_in_the_setting_stops_the_start(string file, string mistake)
    {
        var folder = Directory.CreateTempSubdirectory("oauthdemo-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "empty.pem"), "", TestContext.Current.CancellationToken);
        var path = Path.Combine(folder.FullName, file);
        await using var demo = DemoSystem.Prepare(new() { Settings = new Dictionary<string, string?> { ["Tls:TrustedCertificate"] = path } });

        (await Should.ThrowAsync<InvalidOperationException>(demo.Service("gateway").StartAsync())).Message
            .ShouldContain($"Tls:TrustedCertificate is '{path}', which {mistake}");
        folder.Delete(recursive: true);
    }
}
