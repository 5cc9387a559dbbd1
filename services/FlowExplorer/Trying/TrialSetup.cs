using OAuthDemo.ServiceDefaults.OutgoingCalls;

namespace OAuthDemo.FlowExplorer.Trying;

internal static class TrialSetup
{
    public static void AddTrials(this IServiceCollection services)
    {
        services.AddSingleton<Trial>();
        services.AddSingleton<OwnCode>();
        // The answer itself is of interest, not where it leads; and a refusal is not tried again.
        services.AddHttpClient(Trial.Client).NeverRetried()
            .UseSocketsHttpHandler((handler, _) => (handler.AllowAutoRedirect, handler.UseCookies) = (false, false));
    }

    public static void MapTrials(this WebApplication app)
    {
        app.MapGet("/tries/{name}", BeginAsync).ExcludeFromDescription();
        app.MapGet("/callback", EndAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> BeginAsync(string name, HttpContext http, OwnCode own) =>
        Misuse.All.FirstOrDefault(misuse => misuse.Name == name) is { } misuse
            ? Results.Redirect(await own.BeginAsync(misuse, CallbackOf(http), http.RequestAborted))
            : Results.NotFound();

    // Over http a native client may use any port of the loopback address (RFC 8252 §7.3). An https address has to be registered as it is.
    private static string CallbackOf(HttpContext http) =>
        http.Request.IsHttps ? $"https://{http.Request.Host}/callback" : $"http://127.0.0.1:{http.Connection.LocalPort}/callback";

    private static async Task<IResult> EndAsync(string? state, string? code, HttpContext http, OwnCode own) =>
        await own.EndAsync(state ?? "", code, http.RequestAborted) is { } seen ? Results.Redirect(seen) : Results.NotFound();
}
