using System.Security.Cryptography;
using System.Text;

namespace OAuthDemo.AuthorizationServer.Catalogue;

/// <summary>Reads a client, and refuses one that could not work or would not be safe (RFC 9700).</summary>
internal sealed class ClientReader(
    IConfiguration configuration, IHostEnvironment environment, IReadOnlyDictionary<string, BankScope> scopes, bool secretsAllowed)
{
    private const string ByKey = "private_key_jwt";

    private static readonly string[] LegacyGrants = ["implicit", "password"];

    private static readonly string[] KnownGrants =
    [
        "authorization_code", "refresh_token", "client_credentials",
        "urn:ietf:params:oauth:grant-type:device_code", "urn:ietf:params:oauth:grant-type:token-exchange",
    ];

    public BankClient Read(Entry entry)
    {
        var type = entry.Text("type");
        if (type is not ("confidential" or "public" or ""))
            entry.Mistake("type", "must be confidential or public");
        var client = new BankClient
        {
            Id = entry.Text("id"),
            Name = entry.Text("name"),
            Operator = entry.Text("operator"),
            Homepage = entry.OptionalText("homepage") is { } homepage ? Fill(homepage, mistake => entry.Mistake("homepage", mistake)) : null,
            IsConfidential = type == "confidential",
            IsNative = entry.Flag("native"),
            IsBrowser = entry.Flag("browser"),
            Grants = entry.Texts("grants", ReadGrant),
            RedirectUris = entry.Texts("redirectUris", ReadRedirectUri),
            PostLogoutRedirectUris = entry.Texts("postLogoutRedirectUris", ReadRedirectUri),
            Scopes = entry.Texts("scopes", ReadScope),
            RequiresPkce = entry.Flag("requirePkce", otherwise: true),
            RequiresPar = entry.Flag("requirePar"),
            BackchannelLogoutUri = entry.OptionalText("backchannelLogoutUri") is { } logout ? Fill(logout, mistake => entry.Mistake("backchannelLogoutUri", mistake)) : null,
            Introspects = entry.Flag("introspects"),
            Resource = entry.OptionalText("resource"),
        };
        Check(entry, client);
        return ReadAuthentication(entry) == ByKey
            ? client with { PublicKey = ReadPublicKey(entry, client) }
            : client with { SecretDigest = ReadSecret(entry, client) };
    }

    private void Check(Entry entry, BankClient client)
    {
        var forPeople = client.Grants.Contains("authorization_code") || client.Grants.Contains("implicit");
        if (forPeople && client.RedirectUris.Count == 0)
            entry.Mistake("redirectUris", "must name at least one address, because a person is sent back to it");
        if (client.Scopes.Contains("offline_access") && !client.Grants.Contains("refresh_token"))
            entry.Mistake("grants", "must hold refresh_token, because the scope offline_access asks for one");
        if (!client.IsConfidential && (client.Grants.Contains("client_credentials") || client.Introspects))
            entry.Mistake("type", "must be confidential for client_credentials and introspection");
        if (client.Resource is not null && !client.Introspects)
            entry.Mistake("resource", "needs introspects: only a resource server has it");
        if ((client.IsNative || client.IsBrowser) && client.IsConfidential)
            entry.Mistake(client.IsNative ? "native" : "browser", "needs type public: what is installed on a device or runs in a browser keeps no secret");
        if (client.Scopes.FirstOrDefault(scope => scopes[scope].MachineOnly) is { } machineOnly && forPeople)
            entry.Mistake("scopes", $"hold {machineOnly}, which is for clients without a person");
        if (!client.RequiresPkce && !configuration.GetValue<bool>("Legacy:Enabled"))
            entry.Mistake("requirePkce", "may be false only where Legacy:Enabled is true");
    }

    private static string? ReadAuthentication(Entry entry)
    {
        var method = entry.OptionalText("authentication");
        if (method is not (null or ByKey))
            entry.Mistake("authentication", $"must be {ByKey}, or be left out for a secret");
        return method;
    }

    private string? ReadPublicKey(Entry entry, BankClient client)
    {
        if (!client.IsConfidential)
            entry.Mistake("authentication", "needs type confidential");
        var key = configuration[$"ClientKeys:{client.Id}"];
        if (string.IsNullOrEmpty(key))
            entry.Mistake("authentication", $"is {ByKey}, but the setting ClientKeys:{client.Id}, a public JWK, is not set");
        else if (PublicKey.Refuse(key) is { } mistake)
            entry.Mistake("authentication", $"is {ByKey}, but the setting ClientKeys:{client.Id} {mistake}");
        return key;
    }

    private byte[]? ReadSecret(Entry entry, BankClient client)
    {
        var literal = entry.OptionalText("secret");
        if (literal is not null && !secretsAllowed)
            entry.Mistake("secret", $"must not stand in this file; set ClientSecrets:{client.Id}");
        if (!client.IsConfidential)
        {
            if (literal is not null)
                entry.Mistake("secret", "is useless to a public client");
            return null;
        }

        var secret = literal ?? configuration[$"ClientSecrets:{client.Id}"];
        if (string.IsNullOrEmpty(secret))
            entry.Mistake("type", $"is confidential, but the setting ClientSecrets:{client.Id} is not set");
        return SHA256.HashData(Encoding.UTF8.GetBytes(secret ?? ""));
    }

    private string? ReadGrant(string grant, Action<string> complain)
    {
        if (LegacyGrants.Contains(grant))
        {
            if (!configuration.GetValue<bool>("Legacy:Enabled"))
                complain($"may hold {grant} only where Legacy:Enabled is true");
        }
        else if (!KnownGrants.Contains(grant))
            complain($"hold {grant}; known are {string.Join(", ", KnownGrants)}");
        return grant;
    }

    private string? ReadScope(string scope, Action<string> complain)
    {
        if (scopes.ContainsKey(scope))
            return scope;
        complain($"hold {scope}, which is not among the scopes of the file");
        return null;
    }

    private string? ReadRedirectUri(string text, Action<string> complain)
    {
        if (Fill(text, complain) is not { } filled)
            return null;
        if (!Uri.TryCreate(filled, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            complain($"hold {filled}, which is not an absolute http or https address");
        else if (uri.Fragment.Length > 0 || filled.EndsWith('#'))
            complain($"hold {filled}, which has a fragment (RFC 6749 §3.1.2)");
        else if (uri.Scheme == "http" && !uri.IsLoopback && environment.IsProduction())
            complain($"hold {filled}, which is neither https nor on this machine");
        return filled;
    }

    /// <summary>Puts the public address of a resource in the place of its name in braces.</summary>
    private string? Fill(string text, Action<string> complain)
    {
        if (!text.StartsWith('{') || text.IndexOf('}', StringComparison.Ordinal) is not (> 0 and var end))
            return text;
        var resource = text[1..end];
        if (configuration[$"Addresses:{resource}"] is { Length: > 0 } address)
            return address.TrimEnd('/') + text[(end + 1)..];
        complain($"hold {{{resource}}}, but the setting Addresses:{resource} is not set");
        return null;
    }
}
