using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace OAuthDemo.EndToEnd.Browser;

/// <summary>A television in a terminal, and a person with a phone (RFC 8628).</summary>
[Collection(nameof(DemoInBrowser))]
public sealed partial class DeviceTests(DemoInBrowser demo)
{
    [Fact]
    public async Task A_person_connects_her_television_with_her_phone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs script of util-linux.");
        await using var phone = await demo.VisitAsync("alice", ColorScheme.Dark, width: 360);
        await using var television = new TelevisionSet(demo.Bank);
        var code = (await television.ShowsAsync(Code())).Replace(" ", "", StringComparison.Ordinal);

        await phone.AtBankAsync("/device");
        await phone.SignInAsync();
        await phone.Page.FillAsync("[name=user_code]", code.ToLowerInvariant());
        await phone.Page.Locator("form[data-form=device] button").ClickAsync();
        await Assertions.Expect(phone.Page.Locator("main")).ToContainTextAsync("Tidepool on TV");
        await Assertions.Expect(phone.Page.Locator("main")).ToContainTextAsync(code);
        await phone.PictureAsync("device-on-a-phone");
        await phone.Page.Locator("form[data-form=device] button").ClickAsync();
        await phone.Page.Locator("input[name=account]").First.CheckAsync();
        await phone.Page.Locator("button[name=decision][value=allow]").ClickAsync();
        await Assertions.Expect(phone.Page.Locator("main[data-page=device-done]")).ToBeVisibleAsync();

        await television.ShowsAsync(Money());
        phone.Complaints.ShouldBeEmpty();
    }

    [GeneratedRegex("(?:[BCDFGHJKLMNPQRSTVWXZ] ){4}- (?:[BCDFGHJKLMNPQRSTVWXZ] ){3}[BCDFGHJKLMNPQRSTVWXZ]")]
    private static partial Regex Code();

    [GeneratedRegex(@"Everyday account[^\n]*[0-9]\.[0-9]{2} EUR")]
    private static partial Regex Money();
}
