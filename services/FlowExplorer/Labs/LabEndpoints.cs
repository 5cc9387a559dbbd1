using System.Buffers.Text;
using System.Security.Cryptography;
using OAuthDemo.FlowExplorer.Reading;
using OAuthDemo.ServiceDefaults.PublicAddresses;

namespace OAuthDemo.FlowExplorer.Labs;

/// <summary>Where the laboratories send a browser to the bank, the way that nobody should any more.</summary>
internal static class LabEndpoints
{
    private const string StateCookie = "lab-state";

    private const string CookiePath = "/labs";

    private const string Scope = "accounts:read balances:read";

    public static void AddLabs(this IServiceCollection services) => services.AddSingleton<LabSettings>();

    public static void MapLabs(this WebApplication app)
    {
        app.MapGet("/labs/implicit/start", (HttpContext http) => Start(http, Lab.Implicit, "token")).ExcludeFromDescription();
        app.MapGet("/labs/no-pkce/start", (HttpContext http) => Start(http, Lab.NoPkce, "code")).ExcludeFromDescription();
    }

    public static string CallbackOf(Lab lab, Uri page) => $"{page.GetLeftPart(UriPartial.Authority)}/labs/{lab.Name}/callback";

    /// <summary>The state of the last request, so that the answer is found in the picture.</summary>
    public static string? StateOf(HttpContext http) => http.Request.Cookies[PublicAddress(http).CookieName(StateCookie, CookiePath)];

    private static PublicAddress PublicAddress(HttpContext http) => http.RequestServices.GetRequiredService<PublicAddress>();

    private static IResult Start(HttpContext http, Lab lab, string responseType)
    {
        if (!http.RequestServices.GetRequiredService<LabSettings>().Enabled) return Results.Redirect($"/labs/{lab.Name}");

        var state = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        var cookie = PublicAddress(http).Protect(new CookieBuilder { SameSite = SameSiteMode.Lax, Path = CookiePath }, StateCookie);
        http.Response.Cookies.Append(cookie.Name!, state, cookie.Build(http));
        return Results.Redirect(http.RequestServices.GetRequiredService<Addresses>().Bank + "/connect/authorize" + QueryString.Create(new Dictionary<string, string?>
        {
            ["response_type"] = responseType,
            ["client_id"] = lab.Client,
            ["redirect_uri"] = CallbackOf(lab, new Uri($"{http.Request.Scheme}://{http.Request.Host}")),
            ["scope"] = Scope,
            ["state"] = state,
        }));
    }
}
