using Microsoft.AspNetCore.Mvc.RazorPages;

namespace OAuthDemo.AuthorizationServer.Pages.Device;

internal sealed class DoneModel : PageModel
{
    public bool Allowed { get; private set; }

    public void OnGet(bool allowed) => Allowed = allowed;
}
