using OAuthDemo.Integration.Demo;
using OAuthDemo.ResourceOwner.Browsing;

namespace OAuthDemo.Security;

/// <summary>R18: a form that another site submits in the person's browser (RFC 6749 §10.12) does nothing.</summary>
public sealed class ForgedFormTests(DemoSystem demo)
{
    private const string AntiforgeryField = "__RequestVerificationToken";

    [Fact] // RFC 6749 §10.12
    public async Task R18_A_forged_sign_in_is_refused()
    {
        var person = demo.Person();
        var page = await person.Browser.GoAsync(demo.Addresses.AtBank("login"));
        var form = page.Form("login").Fill("Input.UserName", "alice").Fill("Input.Password", "alice-demo-1");

        (await ForgeAsync(person.Browser, form)).Status.ShouldBe(400);

        (await person.Browser.GoAsync(demo.Addresses.AtBank("me/consents"))).Name.ShouldBe("login");
    }

    [Fact] // RFC 6749 §10.12
    public async Task R18_A_forged_consent_grants_nothing()
    {
        var request = demo.Client().Ask("accounts:read");
        var person = await demo.SignedInAsync();
        var page = await person.Browser.GoAsync(request.Address);
        page.Name.ShouldBe("consent");
        var (form, id) = (page.Form("consent"), page.Url.Segments[^1]);
        form.Choose("account", form.Choices("account").Select(choice => choice.Value));

        (await ForgeAsync(person.Browser, form, "decision", "allow")).Status.ShouldBe(400);

        var after = await person.Browser.GoAsync(new($"{request.Address}&consent={id}"));
        after.Redirect.ShouldBeNull();
        (await person.OpenConnectedAppsAsync()).Body.ShouldNotContain(id);
    }

    [Fact] // RFC 6749 §10.12
    public async Task R18_A_forged_end_of_a_consent_ends_nothing()
    {
        var person = demo.Person("bob");
        var refreshToken = (await demo.Client().ConnectAsync(person)).Must("refresh_token");
        var page = await person.OpenConnectedAppsAsync();
        foreach (var form in page.Forms("end-consent"))
            (await ForgeAsync(person.Browser, form)).Status.ShouldBe(400);

        (await demo.Client().RefreshAsync(refreshToken)).Must("access_token");
    }

    [Fact] // RFC 6749 §10.12
    public async Task R18_A_forged_sign_out_leaves_the_person_signed_in()
    {
        var person = await demo.SignedInAsync();
        var page = await person.Browser.GoAsync(demo.Addresses.AtBank("logout"));

        (await ForgeAsync(person.Browser, page.Form("logout"))).Status.ShouldBe(400);

        (await person.Browser.GoAsync(demo.Addresses.AtBank("me/consents"))).Name.ShouldBe("consents");
    }

    private static Task<Page> ForgeAsync(Browser browser, HtmlForm form, string? button = null, string? value = null)
    {
        form.Entries(button, value).ShouldContain(entry => entry.Name == AntiforgeryField);
        return browser.SubmitAsync(
            HttpMethod.Post, form.Action, [.. form.Entries(button, value).Where(entry => entry.Name != AntiforgeryField)]);
    }
}
