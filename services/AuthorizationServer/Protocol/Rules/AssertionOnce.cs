using OAuthDemo.AuthorizationServer.Store;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Rules;

/// <summary>
/// An assertion proves who a client is once, and for minutes at most (RFC 7523 §3): whoever reads one on its way, or in a log, has nothing.
/// </summary>
internal sealed class AssertionOnce(SpentIds spent, TimeProvider time) : IOpenIddictServerHandler<ProcessAuthenticationContext>
{
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(5);

    public async ValueTask HandleAsync(ProcessAuthenticationContext context)
    {
        var assertion = context.ClientAssertionPrincipal!;
        if (assertion.GetClaim(Claims.JwtId) is not { Length: > 0 } id || assertion.GetExpirationDate() is not { } expires || expires > time.GetUtcNow() + _longest)
            context.Reject(OpenIddictConstants.Errors.InvalidClient, "A client_assertion needs a jti, and an exp at most five minutes ahead.");
        else if (!await spent.SpendAsync($"assertion {assertion.GetClaim(Claims.Issuer)} {id}", expires.AddMinutes(1)))
            context.Reject(OpenIddictConstants.Errors.InvalidClient, "This client_assertion was used before.");
    }
}
