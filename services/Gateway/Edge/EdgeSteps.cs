using OAuthDemo.ServiceDefaults.ProtocolSteps;

namespace OAuthDemo.Gateway.Edge;

/// <summary>
/// Tells of the messages that end at the front door: a token refused at the edge, a caller who comes too often, a part of
/// the bank that is away. What passes through is told by the service that answers it.
/// </summary>
internal static class EdgeSteps
{
    public static void UseEdgeSteps(this WebApplication app) => app.UseRefusedSteps(http =>
        Edge.WasProxied(http) ? null
        : StepKind.OfPath(http.Request.Path) is { } kind ? kind with { To = ProtocolRole.Gateway }
        : http.Request.Path.StartsWithSegments("/connect/authorize") ? Browser("authorization_request")
        : http.Request.Path.StartsWithSegments("/login") ? Browser("login")
        : null);

    private static StepKind Browser(string name) => new(name, ProtocolRole.ResourceOwner, ProtocolRole.Gateway, FrontChannel: true);
}
