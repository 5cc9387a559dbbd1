using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using OAuthDemo.FinanceAggregator.Bank;
using OAuthDemo.FinanceAggregator.Connections;
using OAuthDemo.FinanceAggregator.Pages;
using OAuthDemo.FinanceAggregator.Visitors;

namespace OAuthDemo.FinanceAggregator.Connect;

/// <summary>Sends the person to the bank to authorize, and receives what the bank answers.</summary>
internal static class ConnectEndpoints
{
    private const string ReconnectedId = "connection";

    public static void MapConnect(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/connect", Connect).FromOwnForms();
        routes.MapPost("/connections/{id}/reconnect", Reconnect).FromOwnForms();
        routes.MapGet("/" + BankProtocol.DataCallback, Callback);
    }

    private static Task<IResult> Connect(AuthorizationRequest request, HttpContext http) =>
        request.SendAsync(http, BankSettings.DataClient, AskThePerson);

    private static async Task<IResult> Reconnect(
        string id, AuthorizationRequest request, ConnectionStore connections, VisitorSession visitors, HttpContext http) =>
        await connections.FindAsync(id, visitors.Find(http)) is null
            ? TypedResults.NotFound()
            : await request.SendAsync(http, BankSettings.DataClient, properties =>
            {
                properties.Items[ReconnectedId] = id;
                AskThePerson(properties);
            });

    // The bank may remember an earlier answer. A connection is a decision of its own, with accounts and an end of its own.
    private static void AskThePerson(AuthenticationProperties properties) => properties.SetParameter("prompt", "consent");

    private static async Task<RedirectHttpResult> Callback(
        AuthorizationResponse response, ConnectionStore connections, VisitorSession visitors, HttpContext http)
    {
        var (answer, problem) = await response.ReadAsync(http);
        if (answer is null)
            return problem!.At("/connect");

        var visitor = await visitors.RenewAsync(http);
        var id = await connections.ReceiveAsync(visitor, answer.Properties.GetString(ReconnectedId), answer.Granted);
        return TypedResults.LocalRedirect($"/?connected={id}");
    }
}
