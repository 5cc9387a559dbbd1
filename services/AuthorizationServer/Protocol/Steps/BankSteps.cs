using Microsoft.AspNetCore;
using Microsoft.AspNetCore.WebUtilities;
using OAuthDemo.AuthorizationServer.Errors;
using OAuthDemo.ServiceDefaults.ProtocolSteps;

namespace OAuthDemo.AuthorizationServer.Protocol.Steps;

/// <summary>Which requests belong to the protocol: all that the engine answers, and the pages on the way to an answer.</summary>
internal static class BankSteps
{
    public static StepKind? Recognise(HttpRequest request) => (request.Method, request.Path.Value ?? "/") switch
    {
        (_, "/connect/authorize") => Browser("authorization_request"),
        (_, "/connect/verify") => Browser("device_verification"),
        (_, "/connect/logout") => Browser("logout_request"),
        ("GET", "/device") when request.Query.ContainsKey("user_code") => Browser("device_page"),
        ("POST", "/device") => Browser("device_page"),
        ("GET", "/login") when ReturnsToProtocol(request) => Browser("login_page"),
        ("POST", "/login") when ReturnsToProtocol(request) => Browser("login"),
        ("POST", "/logout") => Browser("logout_request"),
        ("GET", { } path) when path.StartsWith("/consent/", StringComparison.Ordinal) => Browser("consent_page"),
        ("POST", { } path) when path.StartsWith("/consent/", StringComparison.Ordinal) => Browser("consent"),
        ("POST", { } path) when path.StartsWith("/me/consents/", StringComparison.Ordinal) => Browser("consent_end"),
        var (_, path) => StepKind.OfPath(path) is { To: ProtocolRole.AuthorizationServer } kind ? kind : null,
    };

    // Who signs in to look at the bank's own pages takes part in no protocol.
    private static bool ReturnsToProtocol(HttpRequest request) =>
        request.Query["returnUrl"].ToString() is var to && (to.StartsWith("/connect/", StringComparison.Ordinal) || to.StartsWith("/device?", StringComparison.Ordinal));

    public static void Finish(HttpContext http, ProtocolStep step)
    {
        var path = (http.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (path is ["consent", var asked]) step.Key("consent", asked);
        // A request that leads to the consent page belongs to it before anything is decided there.
        if (http.Response.Headers.Location.ToString().Split('/', '?') is ["", "consent", var next, ..]) step.Key("consent", next);
        if (path is ["me", "consents", var given, ..]) step.Key("consent", given);
        if (path is ["api", "consents", var about]) step.Key("consent", about);
        if (path is ["login"] or ["logout"]) JoinReturn(http.Request.Query["returnUrl"], step);
        if (path is ["login"] && HttpMethods.IsPost(http.Request.Method) && http.Response.StatusCode == StatusCodes.Status200OK)
            step.Refuse("login_failed");
        if (path is ["connect", "verify"] && http.Response.Headers.Location.ToString().EndsWith("allowed=false", StringComparison.Ordinal))
            step.Refuse("access_denied");
        if (step.FrontChannel) step.Person(http.User.Identity?.Name);
        else if (path is not [".well-known", ..]) TellAnswer(http, step); // long, public, and one request away
        if (http.Features.Get<ProtocolError>() is { } refusal) step.Refuse(refusal.Error);
    }

    // On the back channel the answer is a body and no redirect; the engine keeps what it has written there.
    private static void TellAnswer(HttpContext http, ProtocolStep step)
    {
        if (http.GetOpenIddictServerResponse() is not { } answer) return;
        foreach (var (name, value) in answer.GetParameters()) step.Response(name, value.ToString());
        if (answer.Error is { } error) step.Refuse(error);
    }

    // A page on the way belongs to the authorization request that it returns to.
    private static void JoinReturn(string? returnUrl, ProtocolStep step)
    {
        var request = QueryHelpers.ParseQuery(returnUrl?.Split('?', 2) is [_, var query] ? query : "");
        foreach (var name in new[] { "state", "request_uri", "user_code" })
            step.Belongs(name, request.GetValueOrDefault(name));
    }

    private static StepKind Browser(string name) =>
        new(name, ProtocolRole.ResourceOwner, ProtocolRole.AuthorizationServer, FrontChannel: true);
}
