using Microsoft.EntityFrameworkCore;
using OAuthDemo.AuthorizationServer.Store;
using OpenIddict.EntityFrameworkCore;

namespace OAuthDemo.AuthorizationServer.Protocol.Rows;

/// <summary>The object mapper for the engine's stores, which are made for every request and seldom need it.</summary>
internal sealed class EngineDb(LateDb db) : IOpenIddictEntityFrameworkCoreContext
{
    public ValueTask<DbContext> GetDbContextAsync(CancellationToken cancellationToken) => new(db.Value);
}
