using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using OAuthDemo.AuthorizationServer.Keys;
using OAuthDemo.AuthorizationServer.Store;
using OAuthDemo.Integration.Demo;
using OAuthDemo.ResourceOwner;

namespace OAuthDemo.Integration;

/// <summary>Who signs out at the bank is signed out at the finance aggregator, too (OpenID Connect Back-Channel Logout).</summary>
public sealed class BackChannelLogoutTests
{
    [Fact]
    public async Task Signing_out_at_the_bank_ends_the_sign_in_here_and_leaves_connections_alone()
    {
        await using var demo = await DemoSystem.StartAsync();
        var person = demo.Person();
        await person.ConnectBankAsync();
        await SignInHereAsync(person);
        (await IsSignedInAsync(person)).ShouldBeTrue();

        await person.SignOutAsync();

        await Eventually.HoldsAsync(async () => !await IsSignedInAsync(person));
        (await person.Browser.GoAsync(demo.Addresses.AtAggregator(""))).Body.ShouldContain("Everyday account");
    }

    [Fact] // §2.7: a sid means one session
    public async Task Another_session_of_the_same_person_goes_on()
    {
        await using var demo = await DemoSystem.StartAsync();
        var (desk, phone) = (demo.Person(), demo.Person());
        await SignInHereAsync(desk);
        await SignInHereAsync(phone);

        await desk.SignOutAsync();

        await Eventually.HoldsAsync(async () => !await IsSignedInAsync(desk));
        (await IsSignedInAsync(phone)).ShouldBeTrue();
    }

    [Fact]
    public async Task The_bank_may_have_changed_its_key_since_anybody_last_looked()
    {
        await using var demo = await DemoSystem.StartAsync();
        await SignInHereAsync(demo.Person("bob"));
        await RotateKeysAsync(demo);

        var person = demo.Person();
        await SignInHereAsync(person);
        (await IsSignedInAsync(person)).ShouldBeTrue();
        await RotateKeysAsync(demo);
        await person.SignOutAsync();

        await Eventually.HoldsAsync(async () => !await IsSignedInAsync(person));
    }

    [Fact] // §2.6: jti
    public async Task A_logout_token_is_taken_once()
    {
        var taken = new LogoutTokens();
        await using var demo = await DemoSystem.StartAsync(new() { Amend = taken.Watch });
        var person = demo.Person();
        await SignInHereAsync(person);
        await person.SignOutAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(taken.Last is not null));

        (await SendAsync(demo, taken.Last!)).Status.ShouldBe(400);
    }

    [Theory] // §2.8
    [InlineData("junk")]
    [InlineData("")]
    public async Task What_is_no_logout_token_ends_nothing(string token)
    {
        await using var demo = await DemoSystem.StartAsync();
        var person = demo.Person();
        await SignInHereAsync(person);

        var answer = await SendAsync(demo, token);

        (answer.Status, answer["error"]).ShouldBe((400, "invalid_request"));
        answer.Header("Cache-Control").ShouldBe("no-store");
        (await IsSignedInAsync(person)).ShouldBeTrue();
    }

    [Fact] // OpenID Connect RP-Initiated Logout
    public async Task Signing_out_here_asks_the_bank_too_and_no_token_stands_in_an_address()
    {
        await using var demo = await DemoSystem.StartAsync();
        var person = demo.Person();
        await SignInHereAsync(person);

        var asked = await person.Browser.SubmitAsync((await person.Browser.GoAsync(demo.Addresses.AtAggregator("sign-in"))).Form("sign-out"));
        asked.Name.ShouldBe("logout");
        asked.Url.Query.ShouldNotContain("id_token_hint");
        var page = await person.Browser.SubmitAsync(asked.Form("logout"));

        page.Url.ShouldBe(demo.Addresses.AtAggregator(""));
        (await person.Browser.GoAsync(demo.Addresses.AtBank("me/consents"))).Name.ShouldBe("login");
    }

    private static async Task RotateKeysAsync(DemoSystem demo)
    {
        await using var scope = demo.Service("authorization-server").Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<KeyRing>()
            .RotateAsync(scope.ServiceProvider.GetRequiredService<AuthorizationDb>(), SigningKey.AheadOnDemand);
        demo.AdvanceClock(SigningKey.AheadOnDemand + TimeSpan.FromSeconds(1));
    }

    private static async Task SignInHereAsync(Person person)
    {
        var browser = person.Browser;
        var page = await browser.SubmitAsync((await browser.GoAsync(browser.Addresses.AtAggregator("sign-in"))).Form("sign-in"));
        if (page.Has("login"))
            page = await person.SignInAsync();
        if (page.Has("consent"))
            page = await person.AllowAsync();
        page.Url.AbsolutePath.ShouldBe("/sign-in", page.Text);
    }

    private static async Task<bool> IsSignedInAsync(Person person) =>
        (await person.Browser.GoAsync(person.Browser.Addresses.AtAggregator("sign-in"))).Document.QuerySelector("[data-person]") is not null;

    private static Task<Answer> SendAsync(DemoSystem demo, string token) =>
        demo.Http().PostAsync(demo.Addresses.AtAggregator("callback/logout").AbsoluteUri, authorization: null, ("logout_token", token));

    // Listens in on what the bank sends to the aggregator.
    private sealed class LogoutTokens
    {
        public string? Last { get; private set; }

        public void Watch(IServiceCollection services) => services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new Wire(this)));

        private sealed class Wire(LogoutTokens tokens) : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                var answer = await base.SendAsync(request, cancellationToken);
                if (request.RequestUri!.AbsolutePath == "/callback/logout" && answer.StatusCode == HttpStatusCode.OK)
                    tokens.Last = QueryHelpers.ParseQuery(await request.Content!.ReadAsStringAsync(cancellationToken))["logout_token"];
                return answer;
            }
        }
    }
}
