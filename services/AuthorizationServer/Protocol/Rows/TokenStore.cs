using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.EntityFrameworkCore;
using Token = OpenIddict.EntityFrameworkCore.Models.OpenIddictEntityFrameworkCoreToken;

namespace OAuthDemo.AuthorizationServer.Protocol.Rows;

/// <summary>Codes and refresh tokens for the engine: single rows by the ledger, everything else by the object mapper.</summary>
internal sealed class TokenStore(
    Ledger ledger, IMemoryCache cache, IOpenIddictEntityFrameworkCoreContext context, IOptionsMonitor<OpenIddictEntityFrameworkCoreOptions> options)
    : OpenIddictEntityFrameworkCoreTokenStore(cache, context, options)
{
    // Ids that grow keep the index together: a new row goes beside the last one.
    public override ValueTask<Token> InstantiateAsync(CancellationToken cancellationToken) => new(new Token { Id = Guid.CreateVersion7().ToString() });

    public override ValueTask CreateAsync(Token token, CancellationToken cancellationToken)
    {
        ledger.Add(token);
        return ValueTask.CompletedTask;
    }

    public override async ValueTask UpdateAsync(Token token, CancellationToken cancellationToken)
    {
        if (!await ledger.UpdateAsync(token))
            throw new OpenIddictExceptions.ConcurrencyException("The token was changed by another request at the same moment.");
    }

    public override ValueTask<Token?> FindByIdAsync(string identifier, CancellationToken cancellationToken) => ledger.TokenAsync(identifier);

    public override ValueTask<Token?> FindByReferenceIdAsync(string identifier, CancellationToken cancellationToken) => ledger.TokenByReferenceAsync(identifier);

    public override ValueTask<string?> GetApplicationIdAsync(Token token, CancellationToken cancellationToken) => new(token.Application?.Id);

    public override ValueTask<string?> GetAuthorizationIdAsync(Token token, CancellationToken cancellationToken) => new(token.Authorization?.Id);

    public override ValueTask SetApplicationIdAsync(Token token, string? identifier, CancellationToken cancellationToken)
    {
        token.Application = identifier is null ? null : new() { Id = identifier };
        return ValueTask.CompletedTask;
    }

    public override ValueTask SetAuthorizationIdAsync(Token token, string? identifier, CancellationToken cancellationToken)
    {
        token.Authorization = identifier is null ? null : new() { Id = identifier };
        return ValueTask.CompletedTask;
    }
}
