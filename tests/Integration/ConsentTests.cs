using OAuthDemo.Integration.Demo;
using OAuthDemo.ResourceOwner;

namespace OAuthDemo.Integration;

/// <summary>The question that the bank puts to the person, and what becomes of the answer.</summary>
public sealed class ConsentTests(DemoSystem demo)
{
    [Fact]
    public async Task The_page_says_who_asks_for_what_and_where_the_answer_goes()
    {
        var (_, page) = await AskedAsync(["accounts:read", "balances:read", "offline_access"]);

        page.Text.ShouldContain("Other App");
        page.Text.ShouldContain("other-app.example");
        page.Text.ShouldContain("See how much money is on these accounts.");
        var form = page.Form("consent");
        form.Choices("account").Select(choice => choice.Label).ShouldContain(label => label.Contains("Everyday account"));
        form.Choices("days").Select(choice => choice.Value).ShouldBe(["1", "30", "90", "365"]);
        form.Choices("days").Count(choice => choice.Chosen).ShouldBe(1);
    }

    [Fact]
    public async Task A_scope_that_is_not_optional_cannot_be_left_out()
    {
        var (person, page) = await AskedAsync(["accounts:read", "balances:read"]);
        var form = page.Form("consent");
        var forged = form.Entries("decision", "allow").Where(entry => entry.Name != "scope").ToList();

        var after = await person.Browser.SubmitAsync(HttpMethod.Post, form.Action, forged);

        after.Redirect.ShouldBeNull();
        after.Name.ShouldBe("consent");
    }

    [Fact]
    public async Task Accounts_that_belong_to_somebody_else_cannot_be_shared()
    {
        var bobs = (await AskedAsync(["accounts:read"], "bob")).Page.Form("consent").Choices("account").Select(choice => choice.Value).ToList();
        var (person, page) = await AskedAsync(["accounts:read"], "carol");
        var form = page.Form("consent");
        List<ResourceOwner.Exchanges.Parameter> forged =
            [.. form.Entries("decision", "allow").Where(entry => entry.Name != "account"), .. bobs.Select(id => new ResourceOwner.Exchanges.Parameter("account", id))];

        var after = await person.Browser.SubmitAsync(HttpMethod.Post, form.Action, forged);

        after.Redirect.ShouldBeNull("no code for accounts that are not hers");
    }

    [Fact]
    public async Task Nobody_decides_for_somebody_else()
    {
        var (_, page) = await AskedAsync(["accounts:read"]);
        var stranger = await demo.SignedInAsync("bob");

        var seen = await stranger.Browser.GoAsync(page.Url);

        seen.Has("consent").ShouldBeFalse();
        seen.Text.ShouldNotContain("Everyday account");
    }

    [Fact]
    public async Task A_decision_serves_the_request_that_asked_for_it_and_only_once()
    {
        var request = demo.Client().Ask("accounts:read");
        var person = demo.Person();
        var page = await person.Browser.GoAsync(request.Address);
        page = await person.SignInAsync();
        var consent = page.Url.Segments[^1];
        Grant.From(await person.AllowAsync(), request);

        foreach (var again in new[] { request, request.With("scope", "accounts:read balances:read"), demo.Client("third-app").Ask("accounts:read") })
        {
            var after = await person.Browser.GoAsync(new($"{again.Address}&consent={consent}"));
            after.Redirect.ShouldBeNull("the decision was used");
        }
    }

    [Fact]
    public async Task A_request_that_was_answered_before_is_answered_from_memory()
    {
        var client = demo.Client("third-app");
        var person = demo.NewPerson();
        await client.AuthorizeAsync(person, client.Ask("accounts:read", "balances:read"));

        var same = await person.Browser.GoAsync(client.Ask("accounts:read").Without("prompt").Address);
        var more = await person.Browser.GoAsync(client.Ask("accounts:read", "transactions:read").Without("prompt").Address);

        same.Redirect.ShouldNotBeNull().AbsoluteUri.ShouldStartWith(client.RedirectUri);
        more.Name.ShouldBe("consent");
    }

    [Fact] // RFC 6749 §10.2
    public async Task A_public_client_is_never_answered_from_memory()
    {
        var client = demo.Client("public-app");
        var person = await demo.SignedInAsync();
        await client.AuthorizeAsync(person, client.Ask("accounts:read"));

        var again = await person.Browser.GoAsync(client.Ask("accounts:read").Without("prompt").Address);

        again.Name.ShouldBe("consent");
    }

    [Fact]
    public async Task Ending_a_consent_closes_the_API_within_five_seconds_and_is_shown_to_the_person()
    {
        await using var own = await DemoSystem.StartAsync();
        var person = own.Person();
        var token = (await own.Client().ConnectAsync(person)).Must("access_token");
        (await own.Http().GetAsync("api/accounts", token)).Status.ShouldBe(200);

        var page = await person.EndConsentAsync("Other App");
        own.AdvanceClock(TimeSpan.FromSeconds(5));

        var answer = await own.Http().GetAsync("api/accounts", token);
        answer.ShouldBeRefused(401, "invalid_token");
        answer["code"].ShouldBe("consent.ended");
        page.Name.ShouldBe("consents");
        page.Text.ShouldContain("ended", Case.Insensitive);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(90)]
    public async Task A_consent_ends_on_the_day_that_the_person_chose(int days)
    {
        await using var own = await DemoSystem.StartAsync();
        var client = own.Client();
        var refresh = (await client.ConnectAsync(days: days)).Must("refresh_token");

        for (var day = 0; day < days; day += Math.Min(days, 10)) // a client that is in use, so that nothing ends for idleness
        {
            var before = await client.RefreshAsync(refresh);
            refresh = before.Must("refresh_token");
            (await own.Http().GetAsync("api/accounts", before.Must("access_token"))).Status.ShouldBe(200);
            own.AdvanceClock(TimeSpan.FromDays(Math.Min(days, 10)));
        }

        (await client.RefreshAsync(refresh)).ShouldBeError(400, "invalid_grant");
    }

    [Fact]
    public async Task A_token_does_not_outlive_its_consent()
    {
        await using var own = await DemoSystem.StartAsync();
        var client = own.Client();
        var refresh = (await client.ConnectAsync(days: 1)).Must("refresh_token");
        own.AdvanceClock(TimeSpan.FromDays(1) - TimeSpan.FromMinutes(2));
        var token = (await client.RefreshAsync(refresh)).Must("access_token");
        (await own.Http().GetAsync("api/accounts", token)).Status.ShouldBe(200);

        own.AdvanceClock(TimeSpan.FromMinutes(2));

        (await own.Http().GetAsync("api/accounts", token)).ShouldBeRefused(401, "invalid_token");
    }

    [Fact]
    public async Task A_question_that_lay_open_too_long_is_put_again()
    {
        await using var own = await DemoSystem.StartAsync();
        var person = own.Person();
        await person.Browser.GoAsync(own.Client().Ask("accounts:read").Address);
        await person.SignInAsync();
        own.AdvanceClock(TimeSpan.FromMinutes(11));

        var after = await person.AllowAsync();

        after.Redirect.ShouldBeNull();
    }

    private async Task<(Person Person, ResourceOwner.Browsing.Page Page)> AskedAsync(string[] scopes, string userName = "alice")
    {
        var person = await demo.SignedInAsync(userName);
        var page = await person.Browser.GoAsync(demo.Client().Ask(scopes).Address);
        page.Name.ShouldBe("consent");
        return (person, page);
    }
}
