using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace OAuthDemo.EndToEnd.Browser;

/// <summary>A bill is paid with a mouse.</summary>
[Collection(nameof(DemoInBrowser))]
public sealed class PaymentTests(DemoInBrowser demo)
{
    [Fact]
    public async Task A_person_pays_a_bill_after_agreeing_to_it_at_the_bank()
    {
        await using var visit = await demo.VisitAsync("alice");
        await visit.AtTidepoolAsync("/pay?bill=books");
        await visit.Page.Locator("form[data-form=pay] button").ClickAsync();
        (await visit.NameAsync()).ShouldBe("login");
        visit.Page.Url.ShouldNotContain("Lighthouse");
        await visit.SignInAsync();

        await Expect(visit.Page.Locator("main")).ToContainTextAsync("12.50");
        await visit.PictureAsync("payment-consent");
        await visit.AgreeToPayAsync();

        await Expect(visit.Page.Locator("main")).ToContainTextAsync("It is paid");
        await Expect(visit.Page.Locator(".messages")).ToContainTextAsync("Pushed authorization request");
        await visit.PictureAsync("payment-paid");
        await visit.Page.ReloadAsync();
        await Expect(visit.Page.Locator("[data-message=paid]").First).ToBeVisibleAsync();
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact] // RFC 9470
    public async Task A_sign_in_that_is_too_old_leads_to_a_fresh_one_by_itself_and_not_to_a_second_question()
    {
        await using var visit = await demo.VisitAsync("bob");
        await visit.AtBankAsync("/login");
        await visit.SignInAsync();
        await visit.Page.WaitForTimeoutAsync(22_000);
        await visit.AtTidepoolAsync("/pay?bill=books");
        await visit.Page.Locator("form[data-form=pay] button").ClickAsync();
        (await visit.NameAsync()).ShouldBe("consent"); // the bank knows who is there
        await visit.Page.Locator("input[name=account]").First.CheckAsync();

        await visit.Page.Locator("button[name=decision][value=allow]").ClickAsync();
        await Expect(visit.Page.Locator("main[data-page=login]")).ToBeVisibleAsync(); // Tidepool was refused, and asked for a fresh sign-in
        await visit.PictureAsync("payment-step-up");
        await visit.SignInAsync();

        await Expect(visit.Page.Locator("main")).ToContainTextAsync("It is paid");
        await visit.PictureAsync("payment-after-step-up");
    }

    [Fact]
    public async Task A_mistake_is_shown_at_its_field()
    {
        await using var visit = await demo.VisitAsync("alice");
        await visit.AtTidepoolAsync("/pay?bill=books");
        await visit.Page.FillAsync("#Iban", "DE89 3704 0044 0532 0130 01");

        await visit.Page.Locator("form[data-form=pay] button").ClickAsync();

        await Expect(visit.Page.Locator("#Iban[aria-invalid]")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator("#Creditor")).ToHaveValueAsync("Lighthouse Books");
        await visit.Page.Locator("[data-notice=mistakes] a").ClickAsync();
        await Expect(visit.Page).ToHaveURLAsync(new Regex("#Iban$"));
    }
}
