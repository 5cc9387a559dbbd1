using OAuthDemo.AuthorizationServer.Keys;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Rules;

/// <summary>The key set shows the keys of tokens that others read now; older ones the bank keeps for itself.</summary>
internal sealed class PublishedKeys(KeyRing keys) : IOpenIddictServerHandler<HandleJsonWebKeySetRequestContext>
{
    public ValueTask HandleAsync(HandleJsonWebKeySetRequestContext context)
    {
        var published = keys.Published.Select(key => key.KeyId).ToHashSet();
        context.Keys.RemoveAll(key => !published.Contains(key.Kid!));
        return ValueTask.CompletedTask;
    }
}
