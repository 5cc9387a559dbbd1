using OAuthDemo.AuthorizationServer.Catalogue;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OAuthDemo.AuthorizationServer.Protocol;

/// <summary>Brings the engine's register of clients in line with the bank's file at each start.</summary>
internal sealed class RegisteredClients(IOpenIddictApplicationManager register, Bank bank)
{
    public async Task RegisterAsync()
    {
        foreach (var client in bank.Clients)
        {
            var wanted = Describe(client);
            if (await register.FindByClientIdAsync(client.Id) is { } registered)
                await register.UpdateAsync(registered, wanted);
            else
                await register.CreateAsync(wanted);
        }

        var gone = new List<object>();
        await foreach (var registered in register.ListAsync())
            if (bank.Client(await register.GetClientIdAsync(registered)) is null) gone.Add(registered);
        foreach (var registered in gone)
            await register.DeleteAsync(registered);
    }

    private static OpenIddictApplicationDescriptor Describe(BankClient client)
    {
        var description = new OpenIddictApplicationDescriptor
        {
            ClientId = client.Id,
            DisplayName = client.Name,
            ApplicationType = client.IsNative ? ApplicationTypes.Native : ApplicationTypes.Web,
            ClientType = client.IsConfidential ? ClientTypes.Confidential : ClientTypes.Public,
            ClientSecret = client.SecretDigest is { } digest ? Convert.ToBase64String(digest) : null,
            ConsentType = ConsentTypes.Explicit,
        };
        description.RedirectUris.UnionWith(client.RedirectUris.Select(uri => new Uri(uri)));
        description.PostLogoutRedirectUris.UnionWith(client.PostLogoutRedirectUris.Select(uri => new Uri(uri)));
        description.Permissions.UnionWith(Permit(client));
        if (client.RequiresPkce)
            description.Requirements.Add(Requirements.Features.ProofKeyForCodeExchange);
        return description;
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
            yield return Permissions.Endpoints.EndSession;
            yield return Permissions.ResponseTypes.Code;
        }

        if (client.Introspects)
            yield return Permissions.Endpoints.Introspection;
    }
}
