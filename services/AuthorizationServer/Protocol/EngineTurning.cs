using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using OAuthDemo.AuthorizationServer.Catalogue;
using OAuthDemo.AuthorizationServer.Keys;
using OpenIddict.Server;

namespace OAuthDemo.AuthorizationServer.Protocol;

/// <summary>Lets the engine read its keys and scopes anew when they change.</summary>
internal sealed class EngineTurning(KeyRing keys, Bank bank) : IOptionsChangeTokenSource<OpenIddictServerOptions>
{
    public string? Name => Options.DefaultName;

    public IChangeToken GetChangeToken() => new CompositeChangeToken([keys.Turning, bank.Changing]);
}
