namespace OAuthDemo.Integration.Demo;

/// <summary>People of the demo bank whom a test may be.</summary>
internal static class TestPeople
{
    public static IReadOnlyDictionary<string, string> Passwords { get; } = new Dictionary<string, string>
    {
        ["alice"] = "alice-demo-1",
        ["bob"] = "bob-demo-2",
        ["carol"] = "carol-demo-3",
        ["dora"] = "dora-test-4",
    };
}

/// <summary>Clients that only tests know, beside those that the bank ships.</summary>
internal static class TestClients
{
    public static IReadOnlyList<string> Confidential { get; } =
        ["finance-aggregator", "finance-aggregator-signin", "bank-api", "statement-worker", "other-app", "third-app", "machine", "lab-no-pkce"];

    public static IReadOnlyDictionary<string, string> RedirectUris { get; } = new Dictionary<string, string>
    {
        ["other-app"] = "https://other-app.example/callback",
        ["third-app"] = "https://third-app.example/callback",
        ["public-app"] = "https://public-app.example/callback",
        ["lab-no-pkce"] = "https://lab.example/callback",
        ["walkthrough"] = "http://127.0.0.1/callback",
    };

    public static string File(bool legacy) => $$"""
        {
          "clients": [
            {{Web("other-app", "Other App")}},
            {{Web("third-app", "Third App")}},
            {{(legacy ? Web("lab-no-pkce", "Laboratory", "\"requirePkce\": false,") + "," : "")}}
            {
              "id": "public-app", "name": "Public App", "operator": "Nobody in particular", "homepage": "https://public-app.example/", "type": "public",
              "grants": ["authorization_code", "refresh_token"],
              "redirectUris": ["{{RedirectUris["public-app"]}}"],
              "scopes": ["openid", "offline_access", "accounts:read", "balances:read"]
            },
            {
              "id": "machine", "name": "Machine", "operator": "Harbour Bank", "homepage": "https://machine.example/", "type": "confidential",
              "grants": ["client_credentials", "refresh_token"], "scopes": ["statements:run", "offline_access"]
            }
          ],
          "people": [
            { "userName": "dora", "password": "dora-test-4", "displayName": "Dora Dahl", "email": "dora@harbour.example", "customerNumber": "10002" }
          ]
        }
        """;

    private static string Web(string id, string name, string more = "") => $$"""
        {
          "id": "{{id}}", "name": "{{name}}", "operator": "{{name}} Ltd", "homepage": "https://{{id}}.example/", "type": "confidential", {{more}}
          "grants": ["authorization_code", "refresh_token"],
          "redirectUris": ["{{RedirectUris[id]}}"],
          "scopes": ["openid", "profile", "email", "offline_access", "accounts:read", "balances:read", "transactions:read", "transactions.detail:read"]
        }
        """;
}
