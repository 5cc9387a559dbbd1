using OAuthDemo.AuthorizationServer.Catalogue;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Rules;

/// <summary>
/// What a token is worth, only the API learns that the token is meant for, or the client that holds it; to anybody else it
/// is not active (RFC 7662 §2.2, §4).
/// </summary>
internal sealed class AskedByItsAudience(Bank bank, BankResource resource) : IOpenIddictServerHandler<ValidateIntrospectionRequestContext>
{
    public ValueTask HandleAsync(ValidateIntrospectionRequestContext context)
    {
        var token = context.GenericTokenPrincipal!;
        var isAccessToken = token.HasTokenType(OpenIddictConstants.TokenTypeIdentifiers.AccessToken);
        var isItsApi = isAccessToken && bank.Client(context.ClientId) is { Introspects: true } api && token.HasAudience(api.Resource ?? resource.Identifier);
        var isItsHolder = token.HasPresenter(context.ClientId!) && (isAccessToken || token.HasTokenType(OpenIddictConstants.TokenTypeIdentifiers.RefreshToken));
        if (!isItsApi && !isItsHolder)
            context.Reject(OpenIddictConstants.Errors.InvalidToken, "The caller is neither the audience nor the holder of this token.");
        return ValueTask.CompletedTask;
    }
}
