using OAuthDemo.Integration.Demo;
using OAuthDemo.ResourceOwner.Browsing;
using OAuthDemo.ResourceOwner.Exchanges;

namespace OAuthDemo.Security;

/// <summary>What the browser carries and shows (RFC 6749 §4.1, RFC 9700 §4).</summary>
public sealed class FrontChannelTests(DemoSystem demo)
{
    [Fact] // RFC 9700 §4.12
    public async Task R10_A_password_or_a_decision_is_never_repeated_by_a_redirect()
    {
        await demo.Client().AuthorizeAsync();

        var posts = TestExchanges.Log.Exchanges.Where(exchange => exchange.Method == "POST").ToList();
        posts.Count.ShouldBe(2, "one sign-in, one consent");
        posts.ShouldAllBe(exchange => exchange.Status == 302 || exchange.Status == 303);
    }

    [Fact] // RFC 9700 §4.16
    public async Task R11_No_page_of_the_bank_can_be_framed()
    {
        foreach (var page in await PagesAsync())
        {
            page.Headers["Content-Security-Policy"].ShouldContain("frame-ancestors 'none'", customMessage: page.Name);
            page.Headers["X-Frame-Options"].ShouldBe("DENY", page.Name);
        }
    }

    [Fact] // RFC 9700 §4.2
    public async Task R12_No_page_of_the_bank_tells_others_its_address()
    {
        foreach (var page in await PagesAsync())
        {
            page.Headers["Referrer-Policy"].ShouldBe("no-referrer", page.Name);
            var loaded = page.Document.QuerySelectorAll("[src], link[href], object[data]")
                .Select(element => element.GetAttribute("src") ?? element.GetAttribute("href") ?? element.GetAttribute("data")!);
            loaded.ShouldAllBe(address => new Uri(page.Url, address).Authority == demo.Issuer.Authority, page.Name);
            page.Document.QuerySelectorAll("script").ShouldBeEmpty(page.Name);
        }
    }

    [Theory] // RFC 9700 §2.6
    [InlineData("GET")]
    [InlineData("OPTIONS")]
    public async Task R13_A_script_of_another_site_reads_nothing_from_the_authorization_endpoint(string method)
    {
        var answer = await demo.Http().SendAsync(
            new(method), demo.Client().Ask().Address.AbsoluteUri, authorization: null, form: null,
            [("Origin", "https://evil.example"), ("Access-Control-Request-Method", "GET")]);

        answer.Header("Access-Control-Allow-Origin").ShouldBeNull();
        answer.Header("Access-Control-Allow-Credentials").ShouldBeNull();
    }

    [Fact] // RFC 6749 §3.1
    public async Task R14_A_parameter_said_twice_is_refused()
    {
        var person = await demo.SignedInAsync();
        var request = demo.Client().Ask("accounts:read").WithAnother("scope", "accounts:read balances:read");

        var page = await person.Browser.GoAsync(request.Address);

        if (page.Redirect is null)
            page.ShouldBeErrorPage("invalid_request");
        else
            page.ShouldAnswerTheClient(request, "invalid_request", demo);
    }

    [Fact] // RFC 6749 §3.1
    public async Task R15_A_parameter_that_nobody_knows_is_ignored()
    {
        var client = demo.Client();

        var answer = await client.ConnectAsync(request: client.Ask("accounts:read").With("foo", "bar"));

        answer.Must("access_token");
    }

    [Theory] // RFC 6749 §4.1.2
    [InlineData(""" !"#$%&'()*+,-./:;<=>?@[\]^_`{|}~""")]
    [InlineData("%41%2B%20+ +%00%0d%0a")]
    [InlineData("a&code=stolen&iss=https://evil.example/")]
    public async Task R16_State_comes_back_byte_for_byte(string state)
    {
        var client = demo.Client();
        var request = client.Ask("accounts:read").With("state", state);

        (await client.AuthorizeAsync(request: request)).Response.Query("state").ShouldBe(state);

        var denied = await DenyAsync(request);
        denied.ShouldAnswerTheClient(request, "access_denied", demo);
    }

    [Fact] // RFC 6749 §4.1.2.1
    public async Task R17_A_denial_is_told_to_the_client()
    {
        var request = demo.Client().Ask("accounts:read");

        var page = await DenyAsync(request);

        page.ShouldAnswerTheClient(request, "access_denied", demo);
    }

    [Fact] // RFC 6749 §3.1.1, RFC 9700 §2.1.2
    public async Task R19_No_token_comes_from_the_authorization_endpoint()
    {
        var person = await demo.SignedInAsync();
        foreach (var responseType in new[] { "token", "id_token", "id_token token", "code token", "code id_token" })
        {
            var request = demo.Client().Ask().With("response_type", responseType);

            var page = await person.Browser.GoAsync(request.Address);

            page.ShouldAnswerTheClient(request, "unsupported_response_type", demo);
        }
    }

    [Fact] // OpenID Connect Core §3.1.2.1
    public async Task R20_Prompt_none_without_a_session_says_that_a_login_is_needed()
    {
        var request = demo.Client().Ask("openid").With("prompt", "none");

        var page = await demo.Browser().GoAsync(request.Address);

        page.ShouldAnswerTheClient(request, "login_required", demo);
    }

    private async Task<Page> DenyAsync(AuthorizationRequest request)
    {
        var person = demo.Person();
        await person.Browser.GoAsync(request.Address);
        await person.SignInAsync();
        return await person.DenyAsync();
    }

    // Login, consent, connected apps, logout, home and error, as a person meets them.
    private async Task<List<Page>> PagesAsync()
    {
        var person = demo.Person();
        var login = await person.Browser.GoAsync(demo.Client().Ask().Address);
        var consent = await person.SignInAsync();
        List<Page> pages = [login, consent];
        foreach (var path in new[] { "me/consents", "logout", "", "connect/authorize?client_id=nobody" })
            pages.Add(await person.Browser.GoAsync(demo.Addresses.AtBank(path)));
        pages.Select(page => page.Name).ShouldBe(["login", "consent", "consents", "logout", "home", "error"]);
        return pages;
    }
}
