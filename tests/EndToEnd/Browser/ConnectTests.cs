using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace OAuthDemo.EndToEnd.Browser;

/// <summary>What a person does with a mouse, from the first page on.</summary>
[Collection(nameof(DemoInBrowser))]
public sealed partial class ConnectTests(DemoInBrowser demo)
{
    [Fact]
    public async Task A_person_connects_her_bank_and_sees_her_money()
    {
        await using var visit = await demo.VisitAsync("alice");

        await visit.BeginToConnectAsync();
        (await visit.NameAsync()).ShouldBe("login");
        await visit.SignInAsync();
        (await visit.NameAsync()).ShouldBe("consent");
        await visit.AllowAsync();

        await Expect(visit.Page.Locator("main")).ToContainTextAsync("Harbour Bank is connected");
        await visit.AtTidepoolAsync();
        await Expect(visit.Page.Locator("main")).ToContainTextAsync(Money());
        await visit.AtTidepoolAsync("/transactions");
        await Expect(visit.Page.Locator("tbody tr").Nth(9)).ToBeVisibleAsync();
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Saying_no_shares_nothing()
    {
        await using var visit = await demo.VisitAsync("bob");
        await visit.BeginToConnectAsync();
        await visit.SignInAsync();

        await visit.Page.Locator("button[name=decision][value=deny]").ClickAsync();
        await visit.Page.WaitForURLAsync(new Regex($"^{Regex.Escape(demo.Aggregator.AbsoluteUri)}"));

        await visit.PictureAsync("denied");
        await Expect(visit.Page.Locator("main")).ToContainTextAsync("nothing was shared", new() { IgnoreCase = true });
        await visit.AtTidepoolAsync();
        await Expect(visit.Page.Locator("form[data-form=connect]")).ToHaveCountAsync(1);
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Disconnecting_at_Tidepool_ends_it_at_the_bank()
    {
        await using var visit = await demo.VisitAsync("bob");
        await visit.ConnectAsync();
        await visit.AtTidepoolAsync("/connections");
        await visit.Page.Locator("a[href*='connections/']").First.ClickAsync();

        await visit.Page.Locator("form[data-form=disconnect] button").ClickAsync();
        await visit.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        await visit.PictureAsync("disconnected");
        await visit.AtBankAsync("/me/consents");
        await Expect(visit.Page.Locator("[aria-labelledby=ended]")).ToContainTextAsync("Tidepool Finance");
    }

    [Fact]
    public async Task Ending_it_at_the_bank_closes_the_money_at_Tidepool()
    {
        await using var visit = await demo.VisitAsync("carol");
        await visit.BeginToConnectAsync();
        await visit.SignInAsync();
        await visit.AllowAsync();
        await visit.AtBankAsync("/me/consents");

        await visit.Page.Locator("form[data-form=end-consent] button").First.ClickAsync();
        await Expect(visit.Page.Locator("main")).ToContainTextAsync("sees nothing of yours any more");

        // The API may go by an answer that is up to five seconds old.
        for (var tries = 0; tries < 20 && await ShowsMoneyAsync(visit); tries++)
            await visit.Page.WaitForTimeoutAsync(500);
        (await ShowsMoneyAsync(visit)).ShouldBeFalse();
        await visit.PictureAsync("ended-at-the-bank");
    }

    [Fact]
    public async Task A_wrong_password_is_said_plainly_and_the_name_is_kept()
    {
        await using var visit = await demo.VisitAsync("alice");
        await visit.BeginToConnectAsync();

        await visit.SignInAsync(password: "not-her-password");

        (await visit.NameAsync()).ShouldBe("login");
        await Expect(visit.Page.Locator("[role=alert]").First).ToBeVisibleAsync();
        await Expect(visit.Page.Locator("[name='Input.UserName']")).ToHaveValueAsync("alice");
    }

    [Fact]
    public async Task The_API_reference_shows_every_endpoint()
    {
        await using var visit = await demo.VisitAsync("carol");

        await visit.AtBankAsync("/api/docs");

        await Expect(visit.Page.Locator("body")).ToContainTextAsync("/api/accounts");
        await visit.PictureAsync("api-reference");
    }

    private static async Task<bool> ShowsMoneyAsync(Visit visit)
    {
        await visit.AtTidepoolAsync();
        return Money().IsMatch(await visit.Page.Locator("main").InnerTextAsync());
    }

    [GeneratedRegex(@"[+−]€[0-9,]+\.[0-9]{2}")]
    private static partial Regex Money();
}
