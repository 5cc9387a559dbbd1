using OAuthDemo.ServiceDefaults.ProtocolSteps;

namespace OAuthDemo.FlowExplorer.Labs;

/// <summary>Which requests of a browser belong to the protocol here: where a laboratory or an attempt, as a client, begins and is answered.</summary>
internal static class LabSteps
{
    private static readonly StepKind Begin = new("authorization_start", ProtocolRole.ResourceOwner, ProtocolRole.Client, FrontChannel: true);

    public static StepKind? Recognise(HttpRequest request) => request.Path.Value?.Split('/') switch
    {
        ["", "labs", _, "start"] => Begin,
        ["", "labs", _, "callback"] or ["", "callback"] => Begin with { Name = "authorization_response" },
        ["", "tries", _] => Begin,
        _ => null,
    };

    // What stands behind the hash is not sent to a server; the state that was kept says whose answer it is.
    public static void Finish(HttpContext http, ProtocolStep step)
    {
        if (http.Request.Path.StartsWithSegments("/labs") && http.Request.Path.Value!.EndsWith("/callback", StringComparison.Ordinal))
            step.Belongs("state", LabEndpoints.StateOf(http));
        if (http.Request.Query["error"] is [{ Length: > 0 } error]) step.Refuse(error);
    }
}
