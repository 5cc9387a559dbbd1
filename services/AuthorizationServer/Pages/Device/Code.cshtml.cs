using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OAuthDemo.AuthorizationServer.Catalogue;
using OAuthDemo.AuthorizationServer.People;
using OAuthDemo.AuthorizationServer.Protocol.Devices;
using OAuthDemo.AuthorizationServer.Protocol.Endpoints;

namespace OAuthDemo.AuthorizationServer.Pages.Device;

/// <summary>Where a person types the code that a device shows (RFC 8628 §3.3). Following a link with the code in it asks just the same.</summary>
[Authorize]
internal sealed class CodeModel(DeviceRequests devices, Bank bank, Guesses guesses, TimeProvider time) : PageModel
{
    private const int Attempts = 10;

    public DateTimeOffset Now { get; } = time.GetUtcNow();

    public string? Typed { get; private set; }

    public string ShownCode => UserCode.Show(UserCode.Normalise(Typed ?? ""));

    public DeviceRequest? Device { get; private set; }

    public BankClient? Client { get; private set; }

    public IEnumerable<string> Titles => bank.Named([.. Device?.Scopes ?? []]).Select(scope => scope.Title);

    public (string Title, string Advice)? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "user_code")] string? userCode, bool gone)
    {
        if (gone)
            Problem = ("This code is no longer open", "It was answered already, or is more than ten minutes old. Let the device show a new one.");
        if (!string.IsNullOrWhiteSpace(userCode))
            await ReadAsync(userCode);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "user_code")] string? userCode)
    {
        await ReadAsync(userCode ?? "");
        return Device is null ? Page() : this.SeeOther(VerifyEndpoint.AddressOf(userCode!));
    }

    // Right or wrong, an attempt counts before it is looked at: a code is short, and only this keeps it from being found by trying.
    private async Task ReadAsync(string userCode)
    {
        Typed = userCode;
        var guessed = $"device {User.PersonId()}";
        if (!await guesses.MayTryAsync(guessed, Attempts))
        {
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            Problem = ("Too many codes were wrong", "For five minutes no code is accepted from you. Nothing was shared; check the letters and try again then.");
        }
        else if (await devices.FindAsync(userCode) is { } device && bank.Client(device.ClientId) is { } client)
        {
            await guesses.ForgiveAsync(guessed);
            (Device, Client) = (device, client);
        }
        else
            Problem = ("No device waits for this code", "Compare it with the screen. A code is good for ten minutes and for one answer.");
    }
}
