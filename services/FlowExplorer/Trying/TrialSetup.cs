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
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    }

    public static void MapTrials(this WebApplication app)
    {
        app.MapGet("/tries/{name}", BeginAsync).ExcludeFromDescription();
        app.MapGet("/callback", EndAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> BeginAsync(string name, HttpContext http, OwnCode own) =>
        Misuse.All.FirstOrDefault(misuse => misuse.Name == name) is { } misuse
            ? Results.Redirect(await own.BeginAsync(misuse, http.Connection.LocalPort, http.RequestAborted))
            : Results.NotFound();

    private static async Task<IResult> EndAsync(string? state, string? code, HttpContext http, OwnCode own) =>
        await own.EndAsync(state ?? "", code, http.RequestAborted) is { } seen ? Results.Redirect(seen) : Results.NotFound();
}
