using System.Globalization;
using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Security;

/// <summary>An authorization request that comes over the back channel first (RFC 9126).</summary>
public sealed class PushedRequestTests(DemoSystem demo)
{
    private TestClient Client => demo.Client("other-app");

    [Fact] // RFC 9126 §2.2
    public async Task Q01_A_push_gives_a_request_uri()
    {
        var answer = await Client.PushAsync(Client.Ask());

        answer.Status.ShouldBe(201, answer.Body);
        answer.Must("request_uri").ShouldStartWith("urn:ietf:params:oauth:request_uri:");
        answer.Json.GetProperty("expires_in").GetInt32().ShouldBeInRange(5, 600);
        answer.Header("Cache-Control").ShouldNotBeNull().ShouldContain("no-store");
    }

    [Fact] // RFC 9126 §2.3
    public async Task Q02_The_client_authenticates_as_at_the_token_endpoint()
    {
        var request = Client.Ask();
        (string, string)[] form = [.. request.Parameters.Select(parameter => (parameter.Name, parameter.Value))];

        (await demo.Http().PostAsync("connect/par", null, form)).ShouldBeError(401, "invalid_client");
        (await demo.Http().PostAsync("connect/par", TestClient.BasicOf("other-app", "wrong"), form)).ShouldBeError(401, "invalid_client");
    }

    [Fact] // RFC 9126 §2.1
    public async Task Q03_A_push_points_to_no_other_push() =>
        (await Client.PushAsync(Client.Ask().With("request_uri", "urn:ietf:params:oauth:request_uri:other"))).ShouldBeError(400, "invalid_request");

    [Fact] // RFC 9126 §2
    public async Task Q04_Only_POST_pushes() =>
        (await demo.Http().GetAsync($"connect/par?{Client.Ask().Query}")).Status.ShouldBeOneOf(400, 405);

    [Fact] // RFC 9126 §2.2
    public async Task Q05_A_request_uri_belongs_to_its_client()
    {
        var pushed = await Client.PushAsync(Client.Ask());

        var page = await demo.NewPerson().Browser.GoAsync(demo.Client("third-app").AddressOf(pushed));

        page.ShouldBeErrorPage();
    }

    [Fact] // RFC 9126 §4
    public async Task Q06_A_request_uri_is_used_once_but_the_login_may_be_reloaded()
    {
        var request = Client.Ask();
        var address = Client.AddressOf(await Client.PushAsync(request));
        var person = demo.NewPerson();

        (await person.Browser.GoAsync(address)).Name.ShouldBe("login");
        (await person.Browser.GoAsync(address)).Name.ShouldBe("login");
        var granted = await person.ConnectAsync(address);
        (await Client.RedeemAsync(Grant.From(granted, request))).Must("access_token");

        (await person.Browser.GoAsync(address)).ShouldBeErrorPage();
    }

    [Fact] // RFC 9126 §2.2
    public async Task Q07_A_request_uri_expires()
    {
        await using var own = await DemoSystem.StartAsync();
        var client = own.Client("other-app");
        var address = client.AddressOf(await client.PushAsync(client.Ask()));

        own.AdvanceClock(TimeSpan.FromMinutes(10));

        (await own.Person().Browser.GoAsync(address)).ShouldBeErrorPage();
    }

    [Fact] // RFC 9126 §6
    public async Task Q08_A_client_that_must_push_is_not_heard_without()
    {
        var request = demo.Client("finance-aggregator").Ask();
        var person = await demo.SignedInAsync();
        person.Browser.StopBefore = _ => true;

        var page = await person.Browser.GoAsync(request.Address);

        page.ShouldAnswerTheClient(request, "invalid_request", demo);
    }

    [Fact] // RFC 9126 §4
    public async Task Q09_What_was_pushed_wins_over_what_the_browser_says()
    {
        var request = Client.Ask("openid", "accounts:read");
        var pushed = await Client.PushAsync(request);

        var page = await demo.NewPerson().ConnectAsync(new($"{Client.AddressOf(pushed)}&scope=transactions:read&state=other&redirect_uri=https%3A%2F%2Fevil.example%2F"));
        var answer = await Client.RedeemAsync(Grant.From(page, request));

        page.Redirect!.Parameter("state").ShouldBe(request["state"]);
        Jwt.Read(answer.Must("access_token"))["scope"].ShouldBe("openid accounts:read");
    }

    [Fact] // RFC 9126 §2.1: what would be refused in the browser is refused here already
    public async Task Q01_A_bad_request_is_refused_when_it_is_pushed()
    {
        (await Client.PushAsync(Client.Ask().With("redirect_uri", "https://evil.example/"))).Status.ShouldBe(400);
        (await Client.PushAsync(Client.Ask().Without("code_challenge", "code_challenge_method"))).ShouldBeError(400, "invalid_request");
        (await Client.PushAsync(Client.Ask("statements:run"))).ShouldBeError(400, "invalid_scope");
        (await Client.PushAsync(Client.Ask().WithAnother("scope", "openid"))).ShouldBeError(400, "invalid_request");
    }

    [Fact] // OpenID Connect Core §3.1.2.1: a fresh login is asked for once, not for ever
    public async Task Q06_A_pushed_request_can_ask_for_a_fresh_login()
    {
        await using var own = await DemoSystem.StartAsync();
        var client = own.Client("other-app");
        var person = own.Person();
        await client.ConnectAsync(person);
        own.AdvanceClock(TimeSpan.FromMinutes(1));
        var request = client.Ask().With("prompt", "login consent");

        var page = await person.Browser.GoAsync(client.AddressOf(await client.PushAsync(request)));
        page.Name.ShouldBe("login");
        (await person.SignInAsync()).Name.ShouldBe("consent");

        var answer = await client.RedeemAsync(Grant.From(await person.AllowAsync(), request));
        var signedIn = long.Parse(Jwt.Read(answer.Must("access_token"))["auth_time"]!, CultureInfo.InvariantCulture);
        (own.Clock.GetUtcNow().ToUnixTimeSeconds() - signedIn).ShouldBeLessThan(50);
    }
}
