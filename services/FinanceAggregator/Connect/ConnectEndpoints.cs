using OAuthDemo.FinanceAggregator.Bank;
using OAuthDemo.FinanceAggregator.Connections;
using OAuthDemo.FinanceAggregator.Pages;
using OAuthDemo.FinanceAggregator.Payments;
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

    private static Task<IResult> Connect(AuthorizationRequest request, HttpContext http) => AskAsync(request, http);

    private static async Task<IResult> Reconnect(
        string id, AuthorizationRequest request, ConnectionStore connections, VisitorSession visitors, HttpContext http) =>
        await connections.FindAsync(id, visitors.Find(http)) is null
            ? TypedResults.NotFound()
            : await AskAsync(request, http, (ReconnectedId, id));

    // The bank may remember an earlier answer. A connection is a decision of its own, with accounts and an end of its own.
    private static async Task<IResult> AskAsync(AuthorizationRequest request, HttpContext http, params (string, string?)[] about) =>
        await request.SendAsync(http, new(BankSettings.DataClient, BankSettings.DataScopes, about) { Anew = true }) is { } problem
            ? problem.At("/connect")
            : Results.Empty;

    private static async Task<IResult> Callback(
        AuthorizationResponse response, ConnectionStore connections, PaymentFlow payments, VisitorSession visitors, HttpContext http)
    {
        var (answer, problem) = await response.ReadAsync(http);
        if (AuthorizationResponse.AboutOf(http, PaymentFlow.PaymentId) is { } payment)
            return await payments.ReceiveAsync(http, payment, answer, problem);
        if (answer is null)
            return problem!.At("/connect");

        var visitor = await visitors.RenewAsync(http);
        var id = await connections.ReceiveAsync(visitor, answer.Properties.GetString(ReconnectedId), answer.Granted);
        return TypedResults.LocalRedirect($"/?connected={id}");
    }
}
