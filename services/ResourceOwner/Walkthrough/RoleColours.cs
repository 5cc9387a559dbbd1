using OAuthDemo.ResourceOwner.Exchanges;

namespace OAuthDemo.ResourceOwner.Walkthrough;

/// <summary>One colour for each role, as on every page. A terminal does not tell whether it is light or dark: these are read on both.</summary>
internal static class RoleColours
{
    public const string Refusal = "#dc4a4a";

    public static string Of(Role role) => role switch
    {
        Role.ResourceOwner => "#c98a0a",
        Role.Client => "#e2672c",
        Role.AuthorizationServer => "#4f86e0",
        Role.ResourceServer => "#14a094",
        _ => "default",
    };
}
