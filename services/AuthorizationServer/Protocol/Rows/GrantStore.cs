using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using OpenIddict.EntityFrameworkCore;
using Grant = OpenIddict.EntityFrameworkCore.Models.OpenIddictEntityFrameworkCoreAuthorization;

namespace OAuthDemo.AuthorizationServer.Protocol.Rows;

/// <summary>Grants for the engine: single rows by the ledger, everything else by the object mapper.</summary>
internal sealed class GrantStore(
    Ledger ledger, IMemoryCache cache, IOpenIddictEntityFrameworkCoreContext context, IOptionsMonitor<OpenIddictEntityFrameworkCoreOptions> options)
    : OpenIddictEntityFrameworkCoreAuthorizationStore(cache, context, options)
{
    public override ValueTask<Grant> InstantiateAsync(CancellationToken cancellationToken) => new(new Grant { Id = Guid.CreateVersion7().ToString() });

    public override ValueTask CreateAsync(Grant authorization, CancellationToken cancellationToken)
    {
        ledger.Add(authorization);
        return ValueTask.CompletedTask;
    }

    public override ValueTask<Grant?> FindByIdAsync(string identifier, CancellationToken cancellationToken) => ledger.GrantAsync(identifier);

    public override ValueTask<string?> GetApplicationIdAsync(Grant authorization, CancellationToken cancellationToken) => new(authorization.Application?.Id);

    public override ValueTask SetApplicationIdAsync(Grant authorization, string? identifier, CancellationToken cancellationToken)
    {
        authorization.Application = identifier is null ? null : new() { Id = identifier };
        return ValueTask.CompletedTask;
    }
}
