using Microsoft.IdentityModel.Tokens;
using OAuthDemo.AuthorizationServer.Keys;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Rules;

/// <summary>What others read is signed by the published key whose time it is; codes and refresh tokens, which nobody but the bank can open, by its own seal.</summary>
internal sealed class SignedForWhom(KeyRing keys) : IOpenIddictServerHandler<GenerateTokenContext>
{
    public ValueTask HandleAsync(GenerateTokenContext context)
    {
        context.SigningCredentials = context.TokenType is TokenTypeIdentifiers.AccessToken or TokenTypeIdentifiers.IdentityToken
            ? new(keys.Signing, SecurityAlgorithms.EcdsaSha256)
            : new(keys.Seal, SecurityAlgorithms.HmacSha256);
        return ValueTask.CompletedTask;
    }
}
