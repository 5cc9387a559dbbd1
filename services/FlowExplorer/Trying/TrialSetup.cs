using OAuthDemo.ServiceDefaults.OutgoingCalls;

namespace OAuthDemo.FlowExplorer.Trying;

internal static class TrialSetup
{
    public static void AddTrials(this IServiceCollection services)
    {
        services.AddSingleton<Trial>();
        // The answer itself is of interest, not where it leads; and a refusal is not tried again.
        services.AddHttpClient(Trial.Client).NeverRetried()
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    }
}
