using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Rules;

/// <summary>The syntax of PKCE (RFC 7636 §4.1, §4.2), of which the engine checks the presence and the match.</summary>
internal sealed class ProofKey :
    IOpenIddictServerHandler<ValidateAuthorizationRequestContext>, IOpenIddictServerHandler<ValidatePushedAuthorizationRequestContext>,
    IOpenIddictServerHandler<ValidateTokenRequestContext>
{
    private const int DigestLength = 43; // SHA-256 in base64url

    public ValueTask HandleAsync(ValidateAuthorizationRequestContext context) => CheckChallenge(context, context.Request);

    public ValueTask HandleAsync(ValidatePushedAuthorizationRequestContext context) => CheckChallenge(context, context.Request);

    private static ValueTask CheckChallenge(BaseValidatingContext context, OpenIddictRequest request)
    {
        if (request.CodeChallenge is not { Length: > 0 } challenge)
            return ValueTask.CompletedTask;

        // RFC 7636 §4.3: without a method it is plain, which this bank does not accept.
        if (request.CodeChallengeMethod != CodeChallengeMethods.Sha256)
            context.Reject(OpenIddictConstants.Errors.InvalidRequest, "The code_challenge_method must be S256.");
        else if (!IsChallenge(challenge))
            context.Reject(OpenIddictConstants.Errors.InvalidRequest, "The code_challenge must be the 43 characters of a SHA-256 digest in base64url.");
        return ValueTask.CompletedTask;
    }

    public ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        if (context.Request.CodeVerifier is { Length: > 0 } verifier && !IsVerifier(verifier))
            context.Reject(OpenIddictConstants.Errors.InvalidGrant, "The code_verifier must have 43 to 128 characters out of A-Z a-z 0-9 - . _ ~");
        return ValueTask.CompletedTask;
    }

    public static bool IsChallenge(string text) =>
        text.Length == DigestLength && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');

    public static bool IsVerifier(string text) =>
        text.Length is >= 43 and <= 128 && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_' or '~');
}
