using OAuthDemo.Integration.Demo;
using OAuthDemo.ResourceOwner;

namespace OAuthDemo.Integration;

/// <summary>How a person proves to the bank who she is.</summary>
public sealed class SignInTests(DemoSystem demo)
{
    [Fact]
    public async Task A_wrong_password_is_refused_and_the_right_one_then_leads_on()
    {
        var request = demo.Client().Ask("accounts:read");
        var person = demo.Person("carol");
        await person.Browser.GoAsync(request.Address);

        var refused = await new Person(person.Browser, "carol", "carol-demo-4").SignInAsync();
        refused.Name.ShouldBe("login");
        refused.Body.ShouldNotContain("carol-demo-4");

        (await person.SignInAsync()).Name.ShouldBe("consent");
        Grant.From(await person.AllowAsync(), request);
    }

    [Fact]
    public async Task Nobody_learns_from_the_answer_whether_a_name_exists()
    {
        var answers = new List<string>();
        foreach (var name in new[] { "carol", "nobody-of-that-name" })
        {
            var person = new Person(demo.Browser(), name, "a guess");
            await person.Browser.GoAsync(demo.Addresses.AtBank("login"));
            var page = await person.SignInAsync();
            answers.Add($"{page.Status} {page.Text}");
        }

        answers[0].ShouldBe(answers[1]);
        (await demo.SignedInAsync("carol")).UserName.ShouldBe("carol"); // and one wrong guess locks nobody out
    }

    [Fact]
    public async Task Nobody_learns_it_from_being_locked_out_either()
    {
        await using var own = await DemoSystem.StartAsync();
        var answers = new List<string>();
        foreach (var name in new[] { "carol", "nobody-of-that-name" })
        {
            var person = new Person(own.Browser(), name, "a guess");
            await person.Browser.GoAsync(own.Addresses.AtBank("login"));
            var pages = new List<string>();
            foreach (var _ in Enumerable.Range(0, 7))
                pages.Add((await person.SignInAsync()).Text);
            answers.Add(string.Join('\n', pages));
        }

        answers[0].ShouldBe(answers[1]);
        answers[0].ShouldContain("locked for five minutes");
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_for_a_while_even_for_the_right_one()
    {
        await using var own = await DemoSystem.StartAsync();
        var browser = own.Browser();
        var guesser = new Person(browser, "bob", "a guess");
        await browser.GoAsync(own.Addresses.AtBank("login"));
        foreach (var _ in Enumerable.Range(0, 5))
            await guesser.SignInAsync();

        var owner = own.Person("bob");
        await owner.Browser.GoAsync(own.Addresses.AtBank("login"));
        var locked = await owner.SignInAsync();
        locked.Name.ShouldBe("login");

        own.AdvanceClock(TimeSpan.FromMinutes(6));
        (await owner.SignInAsync()).Name.ShouldNotBe("login");
    }

    [Theory] // RFC 9700 §4.11: the bank redirects nowhere but to itself
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/%5cevil.example")]
    [InlineData("/\t/evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("http:evil.example")]
    public async Task Sign_in_never_leads_away_from_the_bank(string returnUrl)
    {
        var person = demo.Person();
        var page = await person.Browser.GoAsync(demo.Addresses.AtBank($"login?returnUrl={Uri.EscapeDataString(returnUrl)}"));
        if (page.Name == "login")
            page = await person.SignInAsync();

        page.Redirect.ShouldBeNull();
        page.Url.Authority.ShouldBe(demo.Issuer.Authority);
    }

    [Fact] // OpenID Connect Core §3.1.2.1
    public async Task A_client_can_demand_that_the_person_signs_in_again()
    {
        await using var own = await DemoSystem.StartAsync();
        var person = await own.SignedInAsync();
        var request = own.Client().Ask("openid").Without("prompt");

        (await person.Browser.GoAsync(request.With("prompt", "login").Address)).Name.ShouldBe("login");
        own.AdvanceClock(TimeSpan.FromMinutes(2));
        (await person.Browser.GoAsync(request.With("max_age", "60").Address)).Name.ShouldBe("login");
        (await person.Browser.GoAsync(request.With("max_age", "3600").Address)).Name.ShouldBe("consent");
    }

    [Fact] // OpenID Connect Core §3.1.2.1
    public async Task Signing_in_again_satisfies_the_demand_once_and_does_not_go_round_in_circles()
    {
        var client = demo.Client();
        var person = await demo.SignedInAsync();

        var grant = await client.AuthorizeAsync(person, client.Ask("openid").With("prompt", "login"));

        (await client.RedeemAsync(grant)).Must("id_token");
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        var person = await demo.SignedInAsync();
        var page = await person.SignOutAsync();

        page.Status.ShouldBe(200);
        (await person.Browser.GoAsync(demo.Addresses.AtBank("me/consents"))).Name.ShouldBe("login");
    }

    [Fact] // RFC 6265 §4.1.2
    public async Task The_session_cookie_is_out_of_reach_for_scripts_and_other_sites()
    {
        var person = await demo.SignedInAsync();

        person.Browser.Cookies.All.ShouldNotBeEmpty();
        person.Browser.Cookies.All.ShouldAllBe(cookie => cookie.HttpOnly);
        person.Browser.Cookies.All.ShouldAllBe(cookie => cookie.SameSite == "lax" || cookie.SameSite == "strict");
        person.Browser.Cookies.All.ShouldAllBe(cookie => cookie.HostOnly);
    }
}
