using OAuthDemo.Registration;

namespace OAuthDemo.Integration.Demo;

/// <summary>Clients that only tests know, beside those that the bank ships.</summary>
internal static class TestClients
{
    /// <summary>Those that the bank ships, the legacy ones included.</summary>
    public static IReadOnlyList<string> Shipped { get; } =
        ConfidentialClients.Read(Path.Combine(AppContext.BaseDirectory, "bank.json"), Path.Combine(AppContext.BaseDirectory, "legacy.json"));

    public static IReadOnlyList<string> Confidential { get; } = [.. Shipped, "other-app", "third-app", "machine"];

    public static IReadOnlyDictionary<string, string> RedirectUris { get; } = new Dictionary<string, string>
    {
        ["other-app"] = "https://other-app.example/callback",
        ["third-app"] = "https://third-app.example/callback",
        ["public-app"] = "https://public-app.example/callback",
        ["lab-no-pkce"] = "http://localhost:8070/labs/no-pkce/callback",
        ["lab-implicit"] = "http://localhost:8070/labs/implicit/callback",
        ["walkthrough"] = "http://127.0.0.1/callback",
    };

    public static string File(DemoOptions options) => $$"""
        {
          "clients": [
            {{Web("other-app", "Other App")}},
            {{Web("third-app", "Third App")}},
            {
              "id": "public-app", "name": "Public App", "operator": "Nobody in particular", "homepage": "https://public-app.example/", "type": "public",
              "grants": ["authorization_code", "refresh_token"],
              "redirectUris": ["{{RedirectUris["public-app"]}}"],
              "scopes": ["openid", "offline_access", "accounts:read", "balances:read"]
            },
            {
              "id": "robot", "name": "Robot", "operator": "Harbour Bank", "type": "confidential", "authentication": "private_key_jwt",
              "grants": ["client_credentials", "urn:ietf:params:oauth:grant-type:token-exchange"], "scopes": ["statements:run"]
            },
            {
              "id": "machine", "name": "Machine", "operator": "Harbour Bank", "homepage": "https://machine.example/", "type": "confidential",
              "grants": ["client_credentials", "refresh_token"], "scopes": ["statements:run", "offline_access"]
            }
          ],
          "people": [
            {{string.Join(",\n    ", TestPeople.Guests(options.Guests).Select(Guest))}}
          ]
        }
        """;

    private static string Guest(string name) => $$"""
        { "userName": "{{name}}", "password": "{{TestPeople.Password(name)}}", "displayName": "Guest", "email": "{{name}}@harbour.example", "customerNumber": "10001" }
        """;

    private static string Web(string id, string name, string more = "") => $$"""
        {
          "id": "{{id}}", "name": "{{name}}", "operator": "{{name}} Ltd", "homepage": "https://{{id}}.example/", "type": "confidential", {{more}}
          "grants": ["authorization_code", "refresh_token"],
          "redirectUris": ["{{RedirectUris[id]}}"],
          "scopes": ["openid", "profile", "email", "offline_access", "accounts:read", "balances:read", "transactions:read", "transactions.detail:read", "payments:write"]
        }
        """;
}
