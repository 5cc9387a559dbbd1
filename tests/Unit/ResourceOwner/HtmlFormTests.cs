using OAuthDemo.ResourceOwner.Browsing;
using OAuthDemo.ResourceOwner.Exchanges;

namespace OAuthDemo.Unit.ResourceOwner;

public sealed class HtmlFormTests
{
    private const string Consent = """
        <main data-page="consent"><form data-form="consent" method="post" action="/consent/c_1">
          <input type="hidden" name="__RequestVerificationToken" value="t">
          <label><input type="checkbox" name="scope" value="accounts:read" checked disabled> Names</label>
          <label><input type="checkbox" name="scope" value="balances:read" checked> How much is in them</label>
          <label><input type="checkbox" name="account" value="10"> Everyday <b>account</b></label>
          <label><input type="checkbox" name="account" value="11"> Savings</label>
          <input type="radio" name="days" value="30" id="d30"><label for="d30">30 days</label>
          <input type="radio" name="days" value="90" id="d90" checked><label for="d90">90 days</label>
          <button name="decision" value="deny">Deny</button><button name="decision" value="allow">Allow</button>
        </form></main>
        """;

    [Fact]
    public async Task Only_what_is_ticked_is_sent_with_the_button_that_was_pressed()
    {
        var form = (await OpenAsync()).Form("consent");

        form.Choose("account", "Everyday account").Choose("days", "30");

        form.Entries("decision", "allow").ShouldBe([
            new("__RequestVerificationToken", "t"), new("scope", "balances:read"), new("account", "10"), new("days", "30"), new("decision", "allow")]);
    }

    [Fact]
    public async Task What_is_disabled_is_not_the_persons_to_change()
    {
        var form = (await OpenAsync()).Form("consent");

        form.Choose("scope", []);

        form.Choices("scope").ShouldBe([
            new("accounts:read", "Names", Chosen: true, Fixed: true), new("balances:read", "How much is in them", Chosen: false, Fixed: false)]);
    }

    [Fact]
    public async Task A_choice_that_is_not_offered_is_an_error_that_names_what_is()
    {
        var form = (await OpenAsync()).Form("consent");

        Should.Throw<UnexpectedPageException>(() => form.Choose("account", "Holiday")).Message.ShouldContain("'Holiday' among the choices of 'account' (10, 11)");
    }

    [Fact]
    public async Task A_missing_form_is_an_error_that_shows_the_exchange()
    {
        var page = await OpenAsync();

        var message = Should.Throw<UnexpectedPageException>(() => page.Form("login")).Message;

        message.ShouldContain("a page with the form 'login'");
        message.ShouldContain("GET http://localhost:8080/consent/c_1");
    }

    private static async Task<Page> OpenAsync()
    {
        using var pages = new PagesHandler().Page("GET http://localhost:8080/consent/c_1", Consent);
        using var browser = new Browser(new Addresses(new("http://localhost:8080/")), pages);
        return await browser.GoAsync(new("http://localhost:8080/consent/c_1"));
    }
}
