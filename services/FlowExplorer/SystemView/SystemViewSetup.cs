using OAuthDemo.ServiceDefaults.OutgoingCalls;

namespace OAuthDemo.FlowExplorer.SystemView;

internal static class SystemViewSetup
{
    public static void AddSystemView(this IServiceCollection services)
    {
        services.AddSingleton<Heard>();
        services.AddSingleton<Neighbours>();
        services.AddHttpClient(Neighbours.Client, client => client.Timeout = TimeSpan.FromSeconds(2)).NeverRetried();
    }
}
