namespace OAuthDemo.FlowExplorer.Flows;

/// <summary>Who takes part in the protocol: the roles of RFC 6749 §1.1 and the bank's front door, in drawing order.</summary>
public enum Role
{
    /// <summary>The person, with the browser or device in hand.</summary>
    ResourceOwner,

    /// <summary>The application that wants access.</summary>
    Client,

    /// <summary>The reverse proxy before the bank; no role of the protocol, but on the way of each message.</summary>
    Gateway,

    /// <summary>Asks the person and issues tokens.</summary>
    AuthorizationServer,

    /// <summary>Holds the data and accepts tokens.</summary>
    ResourceServer,
}

internal static class RoleNames
{
    public static string Title(this Role role) => role switch
    {
        Role.ResourceOwner => "Resource owner",
        Role.Client => "Client",
        Role.Gateway => "Gateway",
        Role.AuthorizationServer => "Authorization server",
        _ => "Resource server",
    };

    public static string Term(this Role role) => role switch
    {
        Role.ResourceOwner => "resource_owner",
        Role.Client => "client",
        Role.Gateway => "gateway",
        Role.AuthorizationServer => "authorization_server",
        _ => "resource_server",
    };

    public static Role? Parse(string? term) => term switch
    {
        "resource_owner" => Role.ResourceOwner,
        "client" => Role.Client,
        "gateway" => Role.Gateway,
        "authorization_server" => Role.AuthorizationServer,
        "resource_server" => Role.ResourceServer,
        _ => null,
    };
}
