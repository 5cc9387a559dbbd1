using Microsoft.AspNetCore.Cors.Infrastructure;

namespace OAuthDemo.BankApi.Discovery;

// A client that runs in a browser reads from here if its origin is named in the settings Cors:Origins. It sends its token in a
// header and never a cookie, so a page of another origin gains nothing by a visitor's session.
internal static class BrowserClients
{
    public const string Policy = "browser clients";

    public static void AddBrowserClients(this WebApplicationBuilder builder)
    {
        var origins = builder.Configuration.GetSection("Cors:Origins").Get<string[]>() ?? [];
        builder.Services.AddCors(options => options.AddPolicy(Policy, new CorsPolicyBuilder([.. origins.Select(Origin)])
            .WithMethods("GET").WithHeaders("Authorization").WithExposedHeaders("WWW-Authenticate", "Retry-After").Build()));
    }

    private static string Origin(string address) => Uri.TryCreate(address, UriKind.Absolute, out var origin)
        ? origin.GetLeftPart(UriPartial.Authority)
        : throw new InvalidOperationException($"Cors:Origins holds '{address}', which is not an address such as http://localhost:8090.");
}
