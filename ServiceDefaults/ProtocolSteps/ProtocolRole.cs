namespace OAuthDemo.ServiceDefaults.ProtocolSteps;

/// <summary>Who takes part in a message of the protocol (RFC 6749 §1.1), and the gateway, through which messages go.</summary>
public enum ProtocolRole
{
    /// <summary>The person, at a browser or device.</summary>
    ResourceOwner,

    /// <summary>The application that wants access.</summary>
    Client,

    /// <summary>The reverse proxy before the bank.</summary>
    Gateway,

    /// <summary>Asks the person and issues tokens.</summary>
    AuthorizationServer,

    /// <summary>Holds the data and accepts tokens.</summary>
    ResourceServer,
}

internal static class ProtocolRoleTerms
{
    public static string Term(this ProtocolRole role) => role switch
    {
        ProtocolRole.ResourceOwner => "resource_owner",
        ProtocolRole.Client => "client",
        ProtocolRole.Gateway => "gateway",
        ProtocolRole.AuthorizationServer => "authorization_server",
        _ => "resource_server",
    };
}
