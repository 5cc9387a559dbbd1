using System.Buffers.Text;
using System.Security.Cryptography;
using OAuthDemo.FlowExplorer.Reading;

namespace OAuthDemo.FlowExplorer.Labs;

/// <summary>Where the laboratories send a browser to the bank, the way that nobody should any more.</summary>
internal static class LabEndpoints
{
    /// <summary>Holds the state of the last request, so that the answer is found in the picture.</summary>
    public const string StateCookie = "lab-state";

    private const string Scope = "accounts:read balances:read";

    public static void AddLabs(this IServiceCollection services) => services.AddSingleton<LabSettings>();

    public static void MapLabs(this WebApplication app)
    {
        app.MapGet("/labs/implicit/start", (HttpContext http) => Start(http, Lab.Implicit, "token")).ExcludeFromDescription();
        app.MapGet("/labs/no-pkce/start", (HttpContext http) => Start(http, Lab.NoPkce, "code")).ExcludeFromDescription();
    }

    public static string CallbackOf(Lab lab, Uri page) => $"{page.GetLeftPart(UriPartial.Authority)}/labs/{lab.Name}/callback";

    private static IResult Start(HttpContext http, Lab lab, string responseType)
    {
        if (!http.RequestServices.GetRequiredService<LabSettings>().Enabled) return Results.Redirect($"/labs/{lab.Name}");

        var state = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        http.Response.Cookies.Append(StateCookie, state, new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/labs", Secure = http.Request.IsHttps });
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
