using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Rules;

/// <summary>
/// An access token carries what RFC 9068 names, the consent, and its grant; nothing is written down about it. Of the engine's
/// private claims only the grant is kept, under a name that says what it is.
/// </summary>
internal sealed class PlainToken : IOpenIddictServerHandler<GenerateTokenContext>, IOpenIddictServerHandler<ValidateTokenContext>
{
    private const string GrantId = "grant_id";
    private const string EnginePrefix = "oi_";

    public ValueTask HandleAsync(GenerateTokenContext context)
    {
        if (context.TokenType is not (TokenTypeIdentifiers.AccessToken or TokenTypeIdentifiers.IdentityToken))
            return ValueTask.CompletedTask;
        var descriptor = context.SecurityTokenDescriptor;
        foreach (var claim in descriptor.Subject.Claims.Where(claim => claim.Type.StartsWith(EnginePrefix, StringComparison.Ordinal)).ToList())
            descriptor.Subject.RemoveClaim(claim);
        if (context.TokenType == TokenTypeIdentifiers.AccessToken)
        {
            descriptor.NotBefore = descriptor.IssuedAt;
            if (context.Principal.GetAuthorizationId() is { } grant)
                descriptor.Claims[GrantId] = grant;
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask HandleAsync(ValidateTokenContext context)
    {
        if (context.Principal?.GetClaim(GrantId) is { } grant)
        {
            context.AuthorizationId = grant;
            context.Principal.SetAuthorizationId(grant);
        }

        return ValueTask.CompletedTask;
    }
}
