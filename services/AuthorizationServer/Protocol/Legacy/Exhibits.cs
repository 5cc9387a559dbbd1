using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OAuthDemo.AuthorizationServer.Protocol.Legacy;

/// <summary>
/// What OAuth once allowed and RFC 9700 forbids, to look at: off unless <c>Legacy:Enabled</c>, and then for the laboratory's clients alone.
/// </summary>
internal sealed class Exhibits(IConfiguration configuration)
{
    public bool AreOpen { get; } = configuration.GetValue<bool>("Legacy:Enabled");

    public void Open(OpenIddictServerOptions options)
    {
        if (!AreOpen)
            return;
        options.GrantTypes.UnionWith([GrantTypes.Implicit, GrantTypes.Password]);
        options.ResponseTypes.Add(ResponseTypes.Token);
        options.ResponseModes.Add(ResponseModes.Fragment);
    }
}
