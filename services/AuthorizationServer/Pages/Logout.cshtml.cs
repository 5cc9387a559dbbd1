using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OAuthDemo.AuthorizationServer.Catalogue;
using OAuthDemo.AuthorizationServer.People;
using OAuthDemo.AuthorizationServer.Protocol.Logout;

namespace OAuthDemo.AuthorizationServer.Pages;

internal sealed class LogoutModel(Bank bank, LogoutNotices notices) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>The client that asked for it (RP-initiated logout), if one did.</summary>
    public BankClient? Client { get; private set; }

    public bool SignedOut { get; private set; }

    public void OnGet()
    {
        Prepare();
        SignedOut = User.Identity?.IsAuthenticated != true;
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Prepare();
        if (User.SessionId() is { } session)
            await notices.SendAsync(session);
        await HttpContext.CloseSessionAsync();
        return this.SeeOther(ReturnUrl ?? "/logout");
    }

    private void Prepare()
    {
        ReturnUrl = Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : null;
        Client = bank.ClientOf(ReturnUrl);
        HttpContext.LetFormsEndAt(Client?.PostLogoutRedirectUris);
    }
}
