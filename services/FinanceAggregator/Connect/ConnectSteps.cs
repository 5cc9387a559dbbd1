using OAuthDemo.FinanceAggregator.Bank;
using OAuthDemo.ServiceDefaults.ProtocolSteps;

namespace OAuthDemo.FinanceAggregator.Connect;

/// <summary>Which requests of a browser belong to the protocol: those that begin an authorization, and its answer.</summary>
internal static class ConnectSteps
{
    private static readonly StepKind Start = new("authorization_start", ProtocolRole.ResourceOwner, ProtocolRole.Client, FrontChannel: true);
    private static readonly StepKind Response = Start with { Name = "authorization_response" };

    public static StepKind? Recognise(HttpRequest request) => (request.Method, request.Path.Value) switch
    {
        ("POST", "/connect" or "/sign-in/start") => Start,
        ("POST", { } path) when path.StartsWith("/connections/", StringComparison.Ordinal) && path.EndsWith("/reconnect", StringComparison.Ordinal) => Start,
        ("GET", { } path) when path.StartsWith("/payments/", StringComparison.Ordinal) && path.EndsWith("/authorize", StringComparison.Ordinal) => Start,
        ("GET", "/" + BankProtocol.DataCallback or "/" + BankProtocol.SignInCallback) => Response,
        _ => StepKind.OfPath(request.Path) is { To: ProtocolRole.Client } kind ? kind : null,
    };

    // What went wrong is said by the page that the browser is sent to.
    public static void Finish(HttpContext http, ProtocolStep step)
    {
        var place = http.Response.Headers.Location.ToString().Split('?')[0];
        if (place.StartsWith("/connect/", StringComparison.Ordinal) || place.StartsWith("/sign-in/", StringComparison.Ordinal))
            step.Refuse(http.Request.Query["error"] is [{ Length: > 0 } error] ? error : place[(place.LastIndexOf('/') + 1)..]);
    }
}
