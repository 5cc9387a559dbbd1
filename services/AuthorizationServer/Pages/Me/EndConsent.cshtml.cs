using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OAuthDemo.AuthorizationServer.Consents;
using OAuthDemo.AuthorizationServer.People;

namespace OAuthDemo.AuthorizationServer.Pages.Me;

[Authorize]
internal sealed class EndConsentModel(ConsentRegister register) : PageModel
{
    /// <summary>Only signing in again leads here by GET; the list is where the button is.</summary>
    public IActionResult OnGet() => Redirect("~/me/consents");

    public async Task<IActionResult> OnPostAsync(string id) => await register.EndAsync(id, User.PersonId()!)
        ? this.SeeOther($"/me/consents?ended={Uri.EscapeDataString(id)}")
        : NotFound();
}
