using System.Net;
using OAuthDemo.ResourceOwner;
using OAuthDemo.ResourceOwner.Browsing;
using OAuthDemo.ResourceOwner.Exchanges;

namespace OAuthDemo.Unit.ResourceOwner;

public sealed class BrowserTests : IDisposable
{
    private const string Bank = "http://localhost:8080";
    private const string Tidepool = "http://localhost:8090";
    private const string Login = """
        <main data-page="login"><form data-form="login" method="post" action="/login?returnUrl=x">
        <input name="Input.UserName"><input type="password" name="Input.Password"><button>Sign in</button></form></main>
        """;

    private readonly PagesHandler _web = new();
    private readonly Browser _browser;

    public BrowserTests() => _browser = new(new Addresses(new(Bank + "/"), new(Tidepool + "/")), _web);

    [Fact]
    public async Task Redirects_are_followed_with_the_cookies_set_on_the_way()
    {
        _web.Redirect($"GET {Bank}/a", "/b", cookies: "step=1; path=/").Page($"GET {Bank}/b", "<title>There</title>");

        var page = await _browser.GoAsync(new($"{Bank}/a"));

        page.Title.ShouldBe("There");
        _web.Asked[^1].Cookie.ShouldBe("step=1");
    }

    [Fact]
    public async Task A_browser_told_to_stop_shows_the_redirect_and_goes_on_when_asked()
    {
        _web.Redirect($"GET {Bank}/a", $"{Tidepool}/callback/bank?code=c&state=s").Page($"GET {Tidepool}/callback/bank", "<title>Connected</title>");
        _browser.StopBefore = address => address.AbsolutePath.StartsWith("/callback", StringComparison.Ordinal);

        var stopped = await _browser.GoAsync(new($"{Bank}/a"));
        var page = await _browser.FollowAsync();

        stopped.Redirect!.Query("state").ShouldBe("s");
        page.Title.ShouldBe("Connected");
    }

    [Fact]
    public async Task A_circle_of_redirects_ends()
    {
        _web.Redirect($"GET {Bank}/a", "/a");

        (await Should.ThrowAsync<UnexpectedPageException>(() => _browser.GoAsync(new($"{Bank}/a")))).Message.ShouldContain("an end after 20 redirects");
    }

    [Theory]
    [InlineData(HttpStatusCode.SeeOther, "GET http://localhost:8080/next", "")]
    [InlineData(HttpStatusCode.TemporaryRedirect, "POST http://localhost:8080/next", "Input.UserName=alice&Input.Password=pw")]
    public async Task Only_a_307_repeats_a_form(HttpStatusCode status, string request, string body)
    {
        _web.Page($"GET {Bank}/login", Login).Redirect($"POST {Bank}/login", "/next", status);
        await _browser.GoAsync(new($"{Bank}/login"));

        await new Person(_browser, "alice", "pw").SignInAsync();

        _web.Asked[^1].Request.ShouldBe(request);
        _web.Asked[^1].Body.ShouldBe(body);
    }

    [Fact]
    public async Task Exchanges_are_told_in_the_terms_of_the_protocol()
    {
        _web.Redirect($"POST {Tidepool}/connect", $"{Bank}/connect/authorize?client_id=x")
            .Redirect($"GET {Bank}/connect/authorize", $"{Bank}/login").Page($"GET {Bank}/login", Login)
            .Redirect($"POST {Bank}/login", $"{Tidepool}/callback/bank?code=0123456789012345678901234567890123456789012&state=s");

        await _browser.SubmitAsync(HttpMethod.Post, new($"{Tidepool}/connect"), []);
        await new Person(_browser, "alice", "alice-demo-1").SignInAsync();

        _browser.Log.Exchanges.Select(exchange => exchange.Headline).ShouldBe([
            "1 Resource owner → Client: submits the form at /connect",
            "2 Client → Resource owner: authorization request",
            "3 Resource owner → Authorization server: opens the sign-in page",
            "4 Resource owner → Authorization server: signs in",
            "5 Authorization server → Client: authorization response"]);
    }

    [Fact]
    public async Task No_secret_is_in_the_log()
    {
        _web.Page($"GET {Bank}/login", Login, "session=sEcReT-cookie-value-long; path=/").Redirect($"POST {Bank}/login", "/?code=sEcReT-code-of-some-length");
        await _browser.GoAsync(new($"{Bank}/login"));

        await new Person(_browser, "alice", "sEcReT-password").SignInAsync();

        _browser.Log.ToString().ShouldNotContain("sEcReT-", Case.Sensitive);
        _browser.Log.ToString().ShouldContain("Input.UserName = alice");
    }

    [Fact]
    public async Task A_back_channel_records_itself()
    {
        _web.Json($"POST {Bank}/connect/token", """{"access_token":"eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9","token_type":"Bearer","expires_in":300}""");
        var log = new ExchangeLog();
        using var http = new HttpClient(new ExchangeRecorder(Role.Client, _browser.Addresses, log, _web), disposeHandler: false);
        using var form = new FormUrlEncodedContent([new("grant_type", "authorization_code"), new("code", "0123456789012345678901234")]);

        using var response = await http.PostAsync(new Uri($"{Bank}/connect/token"), form, TestContext.Current.CancellationToken);

        log.Last!.Headline.ShouldBe("1 Client → Authorization server: token request, authorization_code");
        log.Last.Parameters.ShouldContain(new Parameter("code", "0123…(25)"));
        log.Last.AnswerParameters.ShouldBe([new("access_token", "eyJh…(40)"), new("token_type", "Bearer"), new("expires_in", "300")]);
    }

    public void Dispose()
    {
        _browser.Dispose();
        _web.Dispose();
    }
}
