using System.Buffers.Text;
using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using OAuthDemo.ServiceDefaults.Issuer;
using OAuthDemo.ServiceDefaults.PublicAddresses;

namespace OAuthDemo.AuthorizationServer.People;

/// <summary>A person's signed-in browser.</summary>
internal static class Session
{
    public const string Scheme = "session";

    private const string Id = "sid";
    private const string ReturnUrl = "returnUrl";
    private const string AuthTime = "auth_time";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    public static void AddSession(this IServiceCollection services)
    {
        services.AddAuthentication(Scheme).AddCookie(Scheme);
        services.AddOptions<CookieAuthenticationOptions>(Scheme).Configure<IssuerAddress, PublicAddress>(Configure);
    }

    /// <summary>A bank below another one's address must not find that one's cookie in the place of its own.</summary>
    public static string CookieOf(IssuerAddress issuer, string name) => name + issuer.Issuer.AbsolutePath.TrimEnd('/').Replace('/', '-');

    private static void Configure(CookieAuthenticationOptions cookie, IssuerAddress issuer, PublicAddress address)
    {
        address.Protect(cookie.Cookie, CookieOf(issuer, "harbour-session"));
        // A client's redirect to the authorization endpoint comes from another site and must find the session.
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.ExpireTimeSpan = Lifetime;
        cookie.LoginPath = "/login";
        cookie.LogoutPath = "/logout";
        cookie.AccessDeniedPath = "/error";
        cookie.ReturnUrlParameter = ReturnUrl;
        // Where to go afterwards is said without the path of the issuer, as everywhere in this bank.
        cookie.Events.OnRedirectToLogin = login =>
        {
            var request = login.Request;
            login.Response.Redirect($"{request.PathBase}/login{QueryString.Create(ReturnUrl, request.Path + request.QueryString)}");
            return Task.CompletedTask;
        };
    }

    /// <summary>Opens a new session, whoever was signed in before.</summary>
    public static Task OpenSessionAsync(this HttpContext http, Person person)
    {
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var identity = new ClaimsIdentity(Scheme, ClaimTypes.Name, ClaimTypes.Role);
        identity.AddClaim(new(ClaimTypes.NameIdentifier, person.Id));
        identity.AddClaim(new(ClaimTypes.Name, person.DisplayName));
        identity.AddClaim(new(Id, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16))));
        identity.AddClaim(new(AuthTime, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
        return http.SignInAsync(Scheme, new ClaimsPrincipal(identity));
    }

    public static Task CloseSessionAsync(this HttpContext http) => http.SignOutAsync(Scheme);

    /// <summary>The bank's own id of the person who is signed in.</summary>
    public static string? PersonId(this ClaimsPrincipal principal) => principal.FindFirstValue(ClaimTypes.NameIdentifier);

    /// <summary>The session's own id, which a client may learn (OpenID Connect Back-Channel Logout §2.1); null for a session from before there was one.</summary>
    public static string? SessionId(this ClaimsPrincipal principal) => principal.FindFirstValue(Id);

    /// <summary>When the person last proved who they are.</summary>
    public static DateTimeOffset AuthenticatedAt(this ClaimsPrincipal principal) =>
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(principal.FindFirstValue(AuthTime) ?? "0", CultureInfo.InvariantCulture));
}
