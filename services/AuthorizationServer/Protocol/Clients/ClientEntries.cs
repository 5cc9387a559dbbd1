using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OAuthDemo.AuthorizationServer.Catalogue;
using OAuthDemo.AuthorizationServer.Store;
using OpenIddict.EntityFrameworkCore.Models;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OAuthDemo.AuthorizationServer.Protocol.Clients;

/// <summary>
/// The clients of bank.json as the engine wants them, held in memory. The store has a bare row for each, only so that codes and
/// tokens can point to it; the row of a client that is gone from the file opens nothing.
/// </summary>
internal sealed class ClientEntries(Bank bank)
{
    private FrozenDictionary<string, OpenIddictEntityFrameworkCoreApplication> _byRow = FrozenDictionary<string, OpenIddictEntityFrameworkCoreApplication>.Empty;
    private FrozenDictionary<string, OpenIddictEntityFrameworkCoreApplication> _byClient = FrozenDictionary<string, OpenIddictEntityFrameworkCoreApplication>.Empty;

    public IEnumerable<OpenIddictEntityFrameworkCoreApplication> All => _byClient.Values;

    public OpenIddictEntityFrameworkCoreApplication? ByRow(string id) => _byRow.GetValueOrDefault(id);

    public OpenIddictEntityFrameworkCoreApplication? ByClient(string clientId) => _byClient.GetValueOrDefault(clientId);

    public async Task OpenAsync(AuthorizationDb db)
    {
        var table = db.Set<OpenIddictEntityFrameworkCoreApplication>();
        var rows = await table.AsNoTracking().ToDictionaryAsync(row => row.ClientId!, row => row.Id!);
        foreach (var newcomer in bank.Clients.Where(client => rows.TryAdd(client.Id, client.Id)))
            table.Add(new() { Id = newcomer.Id, ClientId = newcomer.Id });
        await db.SaveChangesAsync();

        var entries = bank.Clients.Select(client => Describe(client, rows[client.Id])).ToList();
        _byRow = entries.ToFrozenDictionary(entry => entry.Id!, StringComparer.Ordinal);
        _byClient = entries.ToFrozenDictionary(entry => entry.ClientId!, StringComparer.Ordinal);
    }

    private static OpenIddictEntityFrameworkCoreApplication Describe(BankClient client, string row) => new()
    {
        Id = row,
        ClientId = client.Id,
        DisplayName = client.Name,
        ClientType = client.IsConfidential ? ClientTypes.Confidential : ClientTypes.Public,
        ApplicationType = client.IsNative ? ApplicationTypes.Native : ApplicationTypes.Web,
        ClientSecret = client.SecretDigest is null ? null : Convert.ToBase64String(client.SecretDigest),
        ConsentType = ConsentTypes.Explicit,
        JsonWebKeySet = client.PublicKey is null ? null : $$"""{"keys":[{{client.PublicKey}}]}""",
        RedirectUris = JsonSerializer.Serialize(client.RedirectUris),
        PostLogoutRedirectUris = JsonSerializer.Serialize(client.PostLogoutRedirectUris),
        Permissions = JsonSerializer.Serialize(Permit(client)),
        Requirements = JsonSerializer.Serialize(Require(client)),
    };

    private static IEnumerable<string> Require(BankClient client)
    {
        if (client.RequiresPkce)
            yield return Requirements.Features.ProofKeyForCodeExchange;
        if (client.RequiresPar)
            yield return Requirements.Features.PushedAuthorizationRequests;
    }

    private static IEnumerable<string> Permit(BankClient client)
    {
        foreach (var grant in client.Grants)
            yield return Permissions.Prefixes.GrantType + grant;
        if (client.Grants.Count > 0)
        {
            yield return Permissions.Endpoints.Token;
            yield return Permissions.Endpoints.Revocation;
        }

        if (client.Grants.Contains(GrantTypes.AuthorizationCode))
        {
            yield return Permissions.Endpoints.Authorization;
            yield return Permissions.Endpoints.PushedAuthorization;
            yield return Permissions.Endpoints.EndSession;
            yield return Permissions.ResponseTypes.Code;
        }

        if (client.Grants.Contains(GrantTypes.Implicit))
        {
            yield return Permissions.Endpoints.Authorization;
            yield return Permissions.ResponseTypes.Token;
        }

        if (client.Grants.Contains(GrantTypes.DeviceCode))
            yield return Permissions.Endpoints.DeviceAuthorization;
        if (client.IsConfidential)
            yield return Permissions.Endpoints.Introspection;
    }
}
