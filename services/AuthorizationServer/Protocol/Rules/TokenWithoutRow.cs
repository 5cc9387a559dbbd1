using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Rules;

/// <summary>
/// An access token is a JWT that names its grant and its consent, and those are what is checked: a row for each token would
/// cost a write transaction and say nothing more. The same goes for ID tokens.
/// </summary>
internal sealed class TokenWithoutRow : IOpenIddictServerHandler<GenerateTokenContext>
{
    public ValueTask HandleAsync(GenerateTokenContext context)
    {
        if (context.TokenType is TokenTypeIdentifiers.AccessToken or TokenTypeIdentifiers.IdentityToken)
            context.CreateTokenEntry = false;
        return ValueTask.CompletedTask;
    }
}
