using Microsoft.AspNetCore.Http.HttpResults;
using OAuthDemo.FinanceAggregator.Bank;
using OAuthDemo.FinanceAggregator.Pages;
using OAuthDemo.FinanceAggregator.Visitors;
using OAuthDemo.ServiceDefaults.OutgoingCalls;

namespace OAuthDemo.FinanceAggregator.Connections;

/// <summary>What a visitor does with a connection: plain forms, so that they work before any script has loaded.</summary>
internal static class ConnectionEndpoints
{
    public static void AddBankConnections(this IServiceCollection services)
    {
        services.AddSingleton<TokenSeal>();
        services.AddTransient<ConnectionStore>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<ConsentWatch>();
        services.AddSingleton<ReadConsent>(provider => (consent, token, cancellationToken) =>
            provider.GetRequiredService<BankConsents>().ReadAsync(consent, token, cancellationToken));
        services.AddHttpClient<BankConsents>((provider, http) =>
        {
            http.BaseAddress = provider.GetRequiredService<BankSettings>().Api;
            http.Timeout = TimeSpan.FromSeconds(3);
        }).NeverRetried();
        services.AddSingleton<SendRefresh>(provider => provider.GetRequiredService<TokenRequests>().RefreshAsync);
    }

    public static void MapConnections(this IEndpointRouteBuilder routes)
    {
        var connection = routes.MapGroup("/connections/{id}").FromOwnForms();
        connection.MapPost("/refresh", Refresh);
        connection.MapPost("/disconnect", Disconnect);
        connection.MapPost("/forget", Forget);
    }

    private static async Task<Results<RedirectHttpResult, NotFound>> Refresh(
        string id, ConnectionStore connections, AccessTokens tokens, VisitorSession visitors, HttpContext http)
    {
        if (await connections.FindAsync(id, visitors.Find(http)) is null)
            return TypedResults.NotFound();
        try
        {
            await tokens.RenewAsync(id, http.RequestAborted);
            return TypedResults.LocalRedirect($"/connections/{id}?refresh=done");
        }
        catch (BankException problem)
        {
            return TypedResults.LocalRedirect($"/connections/{id}?refresh={problem.Trouble}");
        }
    }

    private static async Task<RedirectHttpResult> Disconnect(
        string id, ConnectionStore connections, VisitorSession visitors, HttpContext http)
    {
        await connections.DisconnectAsync(id, visitors.Find(http));
        return TypedResults.LocalRedirect($"/connections/{id}");
    }

    private static async Task<RedirectHttpResult> Forget(
        string id, ConnectionStore connections, VisitorSession visitors, HttpContext http)
    {
        await connections.ForgetAsync(id, visitors.Find(http));
        return TypedResults.LocalRedirect("/connections");
    }
}
