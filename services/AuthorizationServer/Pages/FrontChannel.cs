using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using OAuthDemo.AuthorizationServer.Catalogue;

namespace OAuthDemo.AuthorizationServer.Pages;

/// <summary>How a page hands the person on.</summary>
internal static class FrontChannel
{
    /// <summary>303: the browser goes on with GET, so that no password and no decision is sent along (RFC 9700 §4.12).</summary>
    /// <param name="page">The page.</param>
    /// <param name="localUrl">Path and query at this bank, without the path of its issuer.</param>
    public static IActionResult SeeOther(this PageModel page, string localUrl)
    {
        page.Response.Headers.Location = $"{page.Request.PathBase}{localUrl}";
        return new StatusCodeResult(StatusCodes.Status303SeeOther);
    }

    /// <summary>The client whose request a page will return to.</summary>
    public static BankClient? ClientOf(this Bank bank, string? returnUrl)
    {
        if (returnUrl?.IndexOf('?', StringComparison.Ordinal) is not (>= 0 and var question))
            return null;
        var request = QueryHelpers.ParseQuery(returnUrl[question..]);
        // A logout may name its client by the ID token alone; then the registered return address tells who it is.
        return request.TryGetValue("client_id", out var id) ? bank.Client(id)
            : request.TryGetValue("post_logout_redirect_uri", out var uri) ? bank.Clients.FirstOrDefault(client => client.PostLogoutRedirectUris.Contains(uri.ToString()))
            : null;
    }
}
