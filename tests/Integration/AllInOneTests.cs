using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using OAuthDemo.AllInOne;
using OAuthDemo.ResourceOwner;
using OAuthDemo.ResourceOwner.Browsing;
using OAuthDemo.Testcontainers;

namespace OAuthDemo.Integration;

/// <summary>The whole bank in one process on one port, and tenants beside it.</summary>
public sealed class AllInOneTests : IAsyncLifetime
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private AllInOneService _harbour = null!;

    public async ValueTask InitializeAsync()
    {
        _harbour = await AllInOneService.StartAsync("--urls=http://127.0.0.1:0", "--Testing:Key=key");
        _http.BaseAddress = _harbour.Issuer;
    }

    [Fact]
    public async Task A_tenant_is_a_bank_of_its_own_below_its_issuer()
    {
        var tenant = await TenantAsync("one");
        tenant.ShouldBe(new Uri(_harbour.Issuer, "t/one/"));

        // RFC 8414 §3.1: before the path, and, as OpenID Connect has it, after it
        foreach (var address in new[] { new Uri(tenant, ".well-known/openid-configuration"), new Uri(_harbour.Issuer, ".well-known/oauth-authorization-server/t/one") })
        {
            var metadata = await _http.GetFromJsonAsync<JsonElement>(address, TestContext.Current.CancellationToken);
            metadata.GetProperty("issuer").GetString().ShouldBe(tenant.AbsoluteUri);
            metadata.GetProperty("token_endpoint").GetString().ShouldBe(new Uri(tenant, "connect/token").AbsoluteUri);
        }
    }

    [Fact]
    public async Task Its_pages_cookies_and_redirects_stay_below_its_issuer()
    {
        var tenant = await TenantAsync("pages");
        using var browser = new Browser(new(tenant));
        var alice = new Person(browser, "alice", "alice-demo-1");

        var apps = await alice.OpenConnectedAppsAsync();

        apps.Url.ShouldBe(new Uri(tenant, "me/consents"));
        browser.Cookies.All.ShouldAllBe(cookie => cookie.Path.StartsWith("/t/pages", StringComparison.Ordinal) && cookie.Name.EndsWith("-t-pages", StringComparison.Ordinal));
        apps.Document.QuerySelectorAll("a[href], link[href], form[action]").Select(element => element.GetAttribute("href") ?? element.GetAttribute("action")!)
            .Where(address => address.StartsWith('/')).ShouldAllBe(address => address.StartsWith("/t/pages", StringComparison.Ordinal));
        (await browser.GoAsync(new(_harbour.Issuer, "me/consents"))).Name.ShouldBe("login");
    }

    [Fact]
    public async Task A_token_of_one_bank_opens_nothing_at_another()
    {
        var (one, other) = (await TenantAsync("from"), await TenantAsync("to"));
        var token = await MintAsync(one);

        (await AskAsync(one, token)).ShouldNotBe(HttpStatusCode.Unauthorized);
        (await AskAsync(other, token)).ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync(_harbour.Issuer, token)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task How_tenants_are_made_stands_in_the_testing_document()
    {
        var document = await _http.GetFromJsonAsync<JsonElement>("testing/openapi.json", TestContext.Current.CancellationToken);
        var paths = document.GetProperty("paths");
        paths.GetProperty("/testing/tenants").GetProperty("post").GetProperty("responses").GetProperty("201").GetProperty("content").GetRawText().ShouldContain("issuer");
        paths.GetProperty("/testing/tenants/{name}").GetProperty("delete").GetProperty("summary").GetString().ShouldNotBeNull();
        paths.GetProperty("/testing/clock").GetProperty("post").GetProperty("summary").GetString().ShouldNotBeNull();
    }

    [Fact]
    public async Task A_tenant_can_be_removed_and_its_name_used_again()
    {
        await TenantAsync("again");
        (await SendAsync(HttpMethod.Post, "testing/tenants", new { name = "again" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await SendAsync(HttpMethod.Delete, "testing/tenants/again")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await _http.GetAsync("t/again/health", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await TenantAsync("again");
    }

    [Fact]
    public async Task A_tenant_that_cannot_be_made_names_the_reason()
    {
        var folder = Directory.CreateTempSubdirectory("oauthdemo-test-").FullName;
        string[] settings = ["--urls=http://127.0.0.1:0", "--Testing:Key=key", $"--Data:Folder={folder}"];
        await using (var harbour = await AllInOneService.StartAsync(settings))
        {
            // a file where the folder of the tenants should be
            await File.WriteAllTextAsync(Path.Combine(folder, "t"), "", TestContext.Current.CancellationToken);

            using var answer = await SendAsync(HttpMethod.Post, new Uri(harbour.Issuer, "testing/tenants").AbsoluteUri, new { name = "x" });

            answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
            problem.GetProperty("code").GetString().ShouldBe("testing.failed");
            problem.GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain(Path.Combine(folder, "t", "x"));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Without_the_key_nobody_makes_a_tenant()
    {
        using var answer = await _http.PostAsJsonAsync("testing/tenants", new { name = "x" }, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_lost_connection_is_lost_for_who_stands_outside_too()
    {
        await SendAsync(HttpMethod.Post, "testing/failures", new { endpoint = "/connect/token", drop = true });
        using var form = new FormUrlEncodedContent([]);
        await Should.ThrowAsync<HttpRequestException>(_http.PostAsync("connect/token", form, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_service_that_answers_late_is_waited_for()
    {
        var token = await MintAsync(_harbour.Issuer);
        await SendAsync(HttpMethod.Post, "testing/failures", new { endpoint = "/connect/introspect", delayMilliseconds = 3000 });
        (await AskAsync(_harbour.Issuer, token)).ShouldBe(HttpStatusCode.BadRequest, "the token is good, the statement is empty");
    }

    [Fact]
    public async Task Over_https_issuers_addresses_and_cookies_are_https_also_of_a_tenant()
    {
        using var certificate = BankCertificate.Create();
        var folder = Directory.CreateTempSubdirectory("oauthdemo-https-");
        var file = Path.Combine(folder.FullName, "bank.pem");
        await File.WriteAllTextAsync(file, BankCertificate.ToPem(certificate), TestContext.Current.CancellationToken);
        await using var harbour = await AllInOneService.StartAsync("--urls=http://127.0.0.1:0;https://127.0.0.1:0", "--Testing:Key=key",
            $"--Kestrel:Certificates:Default:Path={file}", $"--Kestrel:Certificates:Default:KeyPath={file}");
        folder.Delete(recursive: true);
        using var trusting = ReachingTheBank.CreateHandler(X509CertificateLoader.LoadCertificate(certificate.RawData));
        using var http = new HttpClient(trusting, disposeHandler: false) { BaseAddress = harbour.Issuer };
        http.DefaultRequestHeaders.Authorization = new("Bearer", "key");

        harbour.Issuer.Scheme.ShouldBe("https");
        using var made = await http.PostAsJsonAsync("testing/tenants", new { name = "secure" }, TestContext.Current.CancellationToken);
        foreach (var (issuer, prefix) in new[] { (harbour.Issuer, "__Host-"), (made.Headers.Location!, "__Secure-") })
        {
            var metadata = await http.GetStringAsync(new Uri(issuer, ".well-known/openid-configuration"), TestContext.Current.CancellationToken);
            metadata.ShouldNotContain("http://");
            using var browser = new Browser(new(issuer), trusting);
            (await new Person(browser, "alice", "alice-demo-1").OpenConnectedAppsAsync()).Url.ShouldBe(new Uri(issuer, "me/consents"));
            browser.Cookies.All.Count.ShouldBe(2);
            browser.Cookies.All.ShouldAllBe(cookie => cookie.Secure && cookie.Name.StartsWith(prefix, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task In_Production_it_does_not_open() =>
        (await Should.ThrowAsync<Exception>(AllInOneService.StartAsync("--urls=http://127.0.0.1:0", "--ENVIRONMENT=Production"))).ToString().ShouldContain("Testing:Enabled");

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _harbour.DisposeAsync();
    }

    private async Task<Uri> TenantAsync(string name)
    {
        using var answer = await SendAsync(HttpMethod.Post, "testing/tenants", new { name });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        return answer.Headers.Location!;
    }

    private async Task<string> MintAsync(Uri bank)
    {
        using var answer = await SendAsync(HttpMethod.Post, new Uri(bank, "testing/tokens").AbsoluteUri, new { clientId = "machine", scope = "statements:run" });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString()!;
    }

    private async Task<HttpStatusCode> AskAsync(Uri bank, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(bank, "api/statements")) { Content = JsonContent.Create(new { }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "key");
        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
