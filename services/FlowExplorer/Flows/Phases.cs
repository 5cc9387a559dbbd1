namespace OAuthDemo.FlowExplorer.Flows;

internal static class Phases
{
    public static Phase Of(Exchange exchange) => exchange.Name switch
    {
        "metadata_request" or "keys_request" or "resource_metadata_request" => Phase.Discovery,
        "token_request" => Phase.AccessToken,
        "api_request" or "introspection_request" or "userinfo_request" => Phase.ProtectedResource,
        "consent_request" when exchange.Method != "DELETE" => Phase.ProtectedResource,
        "revocation_request" or "logout_request" or "consent_end" or "consent_request" or "backchannel_logout" => Phase.Ending,
        _ => Phase.AuthorizationGrant,
    };

    public static string Title(this Phase phase) => phase switch
    {
        Phase.Discovery => "Getting to know each other",
        Phase.AuthorizationGrant => "Authorization grant",
        Phase.AccessToken => "Access token",
        Phase.ProtectedResource => "Protected resource",
        _ => "Giving access back",
    };

    /// <summary>Whether each such exchange counts by itself, however alike two of them look.</summary>
    public static bool MovesTheFlow(Exchange exchange) =>
        Of(exchange) is Phase.AuthorizationGrant or Phase.AccessToken or Phase.Ending;
}
