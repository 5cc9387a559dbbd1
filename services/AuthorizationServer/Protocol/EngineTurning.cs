using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using OAuthDemo.AuthorizationServer.Keys;
using OpenIddict.Server;

namespace OAuthDemo.AuthorizationServer.Protocol;

/// <summary>Lets the engine read its keys anew when they change.</summary>
internal sealed class EngineTurning(KeyRing keys) : IOptionsChangeTokenSource<OpenIddictServerOptions>
{
    public string? Name => Options.DefaultName;

    public IChangeToken GetChangeToken() => keys.Turning;
}
