using OAuthDemo.ServiceDefaults.OutgoingCalls;

namespace OAuthDemo.FlowExplorer.Classroom;

internal static class ClassroomSetup
{
    public static void AddClassroom(this IServiceCollection services)
    {
        services.AddSingleton<BankLine>();
        services.AddSingleton<Machine>();
        services.AddSingleton<Television>();
        // A token request that is sent twice looks like theft (RFC 6749 §10.5).
        services.AddHttpClient(BankLine.Client, client => client.Timeout = TimeSpan.FromSeconds(10)).NeverRetried();
    }
}
