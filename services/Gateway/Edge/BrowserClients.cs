using Microsoft.AspNetCore.Cors.Infrastructure;

namespace OAuthDemo.Gateway.Edge;

/// <summary>
/// A client that runs in a browser reads the API if its origin is named in the settings <c>Cors:Origins</c>, and reads as well why it was
/// refused, whoever refused it. It sends its token in a header and never a cookie, so a page of another origin gains nothing by a visitor's session.
/// </summary>
internal static class BrowserClients
{
    // Named by a route in appsettings.json.
    private const string Policy = "browser-clients";

    public static void AddBrowserClients(this IHostApplicationBuilder builder)
    {
        var origins = builder.Configuration.GetSection("Cors:Origins").Get<string[]>() ?? [];
        builder.Services.AddCors(options => options.AddPolicy(Policy, new CorsPolicyBuilder([.. origins.Select(Origin)])
            .WithMethods("GET").WithHeaders("Authorization").WithExposedHeaders("WWW-Authenticate", "Retry-After").Build()));
    }

    private static string Origin(string address) => Uri.TryCreate(address, UriKind.Absolute, out var origin)
        ? origin.GetLeftPart(UriPartial.Authority)
        : throw new InvalidOperationException($"Cors:Origins holds '{address}', which is not an address such as http://localhost:8090.");
}
