using Microsoft.AspNetCore.Cors.Infrastructure;
using OAuthDemo.AuthorizationServer.Catalogue;

namespace OAuthDemo.AuthorizationServer.Protocol.Clients;

/// <summary>
/// A client whose code runs in a browser calls the back channel from there: its registered origin may read the answers (CORS). The authorization
/// endpoint is a page that a browser goes to, and no script ever reads it (RFC 9700 §2.6).
/// </summary>
internal static class BrowserClients
{
    private static readonly string[] _paths = ["/connect/token", "/connect/revoke", "/connect/userinfo", "/.well-known/"];

    public static void AddBrowserClients(this IServiceCollection services)
    {
        services.AddCors();
        services.AddOptions<CorsOptions>().Configure<Bank>((cors, bank) => cors.AddDefaultPolicy(policy => policy
            .SetIsOriginAllowed(origin => bank.Clients.Any(client => client.IsBrowser && client.RedirectUris.Any(uri => Origin(uri) == origin)))
            .WithMethods("GET", "POST").WithHeaders("Authorization", "Content-Type").SetPreflightMaxAge(TimeSpan.FromHours(1))));
    }

    public static void UseBrowserClients(this WebApplication app) => app.UseWhen(
        context => _paths.Any(path => context.Request.Path.StartsWithSegments(path.TrimEnd('/'), StringComparison.Ordinal)), branch => branch.UseCors());

    private static string Origin(string redirectUri) => new Uri(redirectUri).GetLeftPart(UriPartial.Authority);
}
