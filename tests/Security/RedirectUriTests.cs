using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Security;

/// <summary>A code goes to a registered address or nowhere (RFC 9700 §2.1, §4.1).</summary>
public sealed class RedirectUriTests(DemoSystem demo)
{
    [Fact] // RFC 9700 §4.1.3
    public Task R01_A_path_below_the_registered_redirect_uri_is_not_it() => ShouldBeRefused("https://other-app.example/callback/more");

    [Fact] // RFC 9700 §4.1.3
    public Task R02_A_query_added_to_the_registered_redirect_uri_makes_it_another() => ShouldBeRefused("https://other-app.example/callback?x=1");

    [Theory] // RFC 9700 §4.1.1
    [InlineData("https://other-app.example@evil.example/callback")]
    [InlineData("https://other-app.example.evil.example/callback")]
    [InlineData("https://evil.example/other-app.example/callback")]
    [InlineData("https://other-app.example/callback/..%2fevil")]
    [InlineData("https://other-app.example/callback/%2e%2e/evil")]
    [InlineData("https://other-app.example/callback/../callback")]
    [InlineData("https://other-app.example/Callback")]
    [InlineData("https://OTHER-APP.example/callback")]
    [InlineData("https://other-app.example\\.evil.example/callback")]
    [InlineData("http://other-app.example/callback")]
    [InlineData("https://other-app.example/callback ")]
    [InlineData("//other-app.example/callback")]
    [InlineData("javascript:alert(1)//https://other-app.example/callback")]
    public Task R03_An_address_that_only_looks_like_the_registered_one_is_refused(string redirectUri) => ShouldBeRefused(redirectUri);

    [Fact] // RFC 8252 §7.3
    public async Task R04_A_native_client_on_a_loopback_address_chooses_its_port_when_it_asks()
    {
        var client = demo.Client("walkthrough");
        var request = client.Ask("accounts:read").With("redirect_uri", "http://127.0.0.1:51004/callback");

        var grant = await client.AuthorizeAsync(request: request);

        grant.Response.GetLeftPart(UriPartial.Path).ShouldBe("http://127.0.0.1:51004/callback");
        (await client.RedeemAsync(grant)).Must("access_token");
    }

    [Theory] // RFC 8252 §7.3: the port, and nothing else
    [InlineData("http://127.0.0.1:51004/other")]
    [InlineData("http://127.0.0.2:51004/callback")]
    [InlineData("http://localhost:51004/callback")]
    [InlineData("https://127.0.0.1:51004/callback")]
    [InlineData("http://127.0.0.1:51004@evil.example/callback")]
    public async Task R04_A_native_client_may_vary_nothing_but_the_port(string redirectUri)
    {
        var person = await demo.SignedInAsync();

        var page = await person.Browser.GoAsync(demo.Client("walkthrough").Ask().With("redirect_uri", redirectUri).Address);

        page.ShouldBeErrorPage();
    }

    [Fact] // RFC 9700 §4.1.3
    public async Task R05_Other_clients_have_fixed_ports()
    {
        await ShouldBeRefused("https://other-app.example:8443/callback");

        var aggregator = demo.Client("finance-aggregator");
        var request = aggregator.Ask("accounts:read").With("redirect_uri", "http://localhost:51005/callback/bank");
        (await demo.Browser().GoAsync(request.Address)).ShouldBeErrorPage();
    }

    [Fact] // RFC 6749 §4.1.2.1
    public async Task R06_An_unknown_client_is_told_so_on_a_page()
    {
        var request = demo.Client().Ask().With("client_id", "nobody");

        foreach (var browser in new[] { demo.Browser(), (await demo.SignedInAsync()).Browser })
            (await browser.GoAsync(request.Address)).ShouldBeErrorPage();
    }

    [Fact] // RFC 6749 §3.1.2
    public Task R07_A_fragment_in_the_redirect_uri_is_refused() => ShouldBeRefused("https://other-app.example/callback#a");

    [Fact] // RFC 6749 §4.1.2.1
    public async Task R08_A_bad_request_with_a_good_redirect_uri_is_answered_at_the_client()
    {
        var person = await demo.SignedInAsync();
        var request = demo.Client().Ask().With("response_type", "foo");

        var page = await person.Browser.GoAsync(request.Address);

        page.ShouldAnswerTheClient(request, "unsupported_response_type", demo);
    }

    [Fact] // RFC 9700 §4.11.2
    public async Task R09_The_server_is_no_open_redirector_for_people_who_are_not_signed_in()
    {
        var request = demo.Client().Ask("accounts:read", "no:such-scope");

        var page = await demo.Browser().GoAsync(request.Address);

        page.Redirect.ShouldBeNull();
        page.Name.ShouldBeOneOf("login", "error");
    }

    private async Task ShouldBeRefused(string redirectUri)
    {
        var request = demo.Client().Ask().With("redirect_uri", redirectUri);

        foreach (var browser in new[] { demo.Browser(), (await demo.SignedInAsync()).Browser })
            (await browser.GoAsync(request.Address)).ShouldBeErrorPage();

        TestExchanges.Log.Exchanges.Where(e => e.Answer.StartsWith("redirect", StringComparison.Ordinal))
            .ShouldAllBe(e => e.Answer.StartsWith($"redirect to {demo.Issuer}", StringComparison.Ordinal));
    }
}
