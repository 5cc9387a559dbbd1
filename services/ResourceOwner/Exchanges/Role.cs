namespace OAuthDemo.ResourceOwner.Exchanges;

/// <summary>The roles of RFC 6749 §1.1.</summary>
public enum Role
{
    /// <summary>The person, and the browser she sits at.</summary>
    ResourceOwner,

    /// <summary>The application that asks for access.</summary>
    Client,

    /// <summary>The bank's login, consent and tokens.</summary>
    AuthorizationServer,

    /// <summary>The bank's accounts.</summary>
    ResourceServer,
}

/// <summary>How the roles are written for people.</summary>
public static class RoleNames
{
    /// <summary>The role as RFC 6749 §1.1 writes it: "Resource owner".</summary>
    public static string Title(this Role role) => role switch
    {
        Role.ResourceOwner => "Resource owner",
        Role.Client => "Client",
        Role.AuthorizationServer => "Authorization server",
        Role.ResourceServer => "Resource server",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "Not a role of RFC 6749."),
    };
}
