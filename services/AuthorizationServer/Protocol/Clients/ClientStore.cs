using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using OpenIddict.EntityFrameworkCore;
using OpenIddict.EntityFrameworkCore.Models;

namespace OAuthDemo.AuthorizationServer.Protocol.Clients;

/// <summary>Finds clients without asking the database: each request looks for one several times.</summary>
internal sealed class ClientStore(
    ClientEntries entries, IMemoryCache cache, IOpenIddictEntityFrameworkCoreContext context, IOptionsMonitor<OpenIddictEntityFrameworkCoreOptions> options)
    : OpenIddictEntityFrameworkCoreApplicationStore(cache, context, options)
{
    public override ValueTask<OpenIddictEntityFrameworkCoreApplication?> FindByClientIdAsync(string identifier, CancellationToken cancellationToken) =>
        new(entries.ByClient(identifier));

    public override ValueTask<OpenIddictEntityFrameworkCoreApplication?> FindByIdAsync(string identifier, CancellationToken cancellationToken) =>
        new(entries.ByRow(identifier));

    public override IAsyncEnumerable<OpenIddictEntityFrameworkCoreApplication> FindByRedirectUriAsync(string uri, CancellationToken cancellationToken) =>
        Holding(entry => entry.RedirectUris, uri);

    public override IAsyncEnumerable<OpenIddictEntityFrameworkCoreApplication> FindByPostLogoutRedirectUriAsync(string uri, CancellationToken cancellationToken) =>
        Holding(entry => entry.PostLogoutRedirectUris, uri);

    // The engine itself compares the address exactly among those that are found.
    private IAsyncEnumerable<OpenIddictEntityFrameworkCoreApplication> Holding(Func<OpenIddictEntityFrameworkCoreApplication, string?> uris, string uri) =>
        entries.All.Where(entry => uris(entry)?.Contains(uri, StringComparison.Ordinal) == true).ToAsyncEnumerable();
}
