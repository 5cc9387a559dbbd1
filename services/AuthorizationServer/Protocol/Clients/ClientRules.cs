using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using OAuthDemo.AuthorizationServer.Catalogue;
using OpenIddict.Abstractions;
using OpenIddict.Core;
using OpenIddict.EntityFrameworkCore.Models;

namespace OAuthDemo.AuthorizationServer.Protocol.Clients;

/// <summary>How a client's secret and redirect URI are compared.</summary>
internal sealed class ClientRules(
    Bank bank,
    IOpenIddictApplicationCache<OpenIddictEntityFrameworkCoreApplication> cache,
    ILogger<OpenIddictApplicationManager<OpenIddictEntityFrameworkCoreApplication>> logger,
    IOptionsMonitor<OpenIddictCoreOptions> options,
    IOpenIddictApplicationStore<OpenIddictEntityFrameworkCoreApplication> store)
    : OpenIddictApplicationManager<OpenIddictEntityFrameworkCoreApplication>(cache, logger, options, store)
{
    /// <summary>A secret of 256 random bits needs no slow hash; it needs a comparison that takes the same time for every guess.</summary>
    protected override ValueTask<bool> ValidateClientSecretAsync(string secret, string comparand, CancellationToken cancellationToken = default) =>
        new(CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(secret)), Convert.FromBase64String(comparand)));

    public override ValueTask<bool> ValidateRedirectUriAsync(OpenIddictEntityFrameworkCoreApplication application, string uri, CancellationToken cancellationToken = default) =>
        new(bank.Client(application.ClientId) is { } client && RedirectUri.IsRegistered(client, uri));

    public override ValueTask<bool> ValidatePostLogoutRedirectUriAsync(OpenIddictEntityFrameworkCoreApplication application, string uri, CancellationToken cancellationToken = default) =>
        new(bank.Client(application.ClientId) is { } client && client.PostLogoutRedirectUris.Contains(uri));
}
