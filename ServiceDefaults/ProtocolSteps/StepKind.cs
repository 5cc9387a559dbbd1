namespace OAuthDemo.ServiceDefaults.ProtocolSteps;

/// <summary>What a request is in the protocol.</summary>
/// <param name="Name">The step, such as <c>token_request</c>.</param>
/// <param name="From">Who sends it.</param>
/// <param name="To">Who answers it.</param>
/// <param name="FrontChannel">Whether a browser carries it.</param>
public sealed record StepKind(string Name, ProtocolRole From, ProtocolRole To, bool FrontChannel = false)
{
    /// <summary>
    /// What a back-channel request is, by its path; null if it is no message of the protocol. The sender is taken to be a
    /// client, except where only a service of the bank can ask. An endpoint that has no name of its own yet is called by its path.
    /// </summary>
    public static StepKind? OfPath(string path) => path switch
    {
        "/connect/token" => new("token_request", ProtocolRole.Client, ProtocolRole.AuthorizationServer),
        "/connect/par" => new("pushed_authorization_request", ProtocolRole.Client, ProtocolRole.AuthorizationServer),
        "/connect/device" => new("device_authorization_request", ProtocolRole.Client, ProtocolRole.AuthorizationServer),
        "/connect/introspect" => new("introspection_request", ProtocolRole.ResourceServer, ProtocolRole.AuthorizationServer),
        "/connect/revoke" => new("revocation_request", ProtocolRole.Client, ProtocolRole.AuthorizationServer),
        "/connect/userinfo" => new("userinfo_request", ProtocolRole.Client, ProtocolRole.AuthorizationServer),
        "/.well-known/jwks" => new("keys_request", ProtocolRole.Client, ProtocolRole.AuthorizationServer),
        "/.well-known/openid-configuration" or "/.well-known/oauth-authorization-server" =>
            new("metadata_request", ProtocolRole.Client, ProtocolRole.AuthorizationServer),
        "/.well-known/oauth-protected-resource" => new("resource_metadata_request", ProtocolRole.Client, ProtocolRole.ResourceServer),
        "/api/docs" or "/api/openapi.json" => null,
        "/callback/logout" => new("backchannel_logout", ProtocolRole.AuthorizationServer, ProtocolRole.Client),
        "/connect/authorize" or "/connect/verify" or "/connect/logout" => null, // a browser's
        _ when path.StartsWith("/api/docs/", StringComparison.Ordinal) => null,
        _ when path.StartsWith("/api/consents/", StringComparison.Ordinal) => new("consent_request", ProtocolRole.Client, ProtocolRole.AuthorizationServer),
        _ when path.StartsWith("/api/", StringComparison.Ordinal) => new("api_request", ProtocolRole.Client, ProtocolRole.ResourceServer),
        _ when path.StartsWith("/internal/customers/", StringComparison.Ordinal) =>
            new("accounts", ProtocolRole.AuthorizationServer, ProtocolRole.ResourceServer),
        _ when path.StartsWith("/connect/", StringComparison.Ordinal) =>
            new($"{path["/connect/".Length..]}_request", ProtocolRole.Client, ProtocolRole.AuthorizationServer),
        _ => null,
    };
}
