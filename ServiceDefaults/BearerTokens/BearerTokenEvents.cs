using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace OAuthDemo.ServiceDefaults.BearerTokens;

internal sealed class BearerTokenEvents(IssuerKeys keys, RememberedTokens remembered, BearerChallenge challenge, ILogger<BearerTokenEvents> log) : JwtBearerEvents
{
    public override async Task MessageReceived(MessageReceivedContext context)
    {
        if (KeyIdOf(context.Request.Headers.Authorization.ToString()) is not { } keyId) return;
        try
        {
            await keys.EnsureAsync(keyId, context.HttpContext.RequestAborted);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            log.LogWarning("The issuer's keys cannot be read: {Reason}", failure.Message);
            context.Fail(new IssuerUnavailableException());
        }
    }

    public override Task Challenge(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        return context.AuthenticateFailure switch
        {
            null => challenge.TokenMissingAsync(context.HttpContext),
            IssuerUnavailableException => BearerChallenge.IssuerUnavailableAsync(context.HttpContext),
            var failure => challenge.TokenInvalidAsync(context.HttpContext, "token.invalid", Why(failure)),
        };
    }

    private static string Why(Exception failure) => failure switch
    {
        SecurityTokenExpiredException => "The access token has expired.",
        SecurityTokenNotYetValidException => "The access token is not valid yet.",
        SecurityTokenInvalidAudienceException => "The access token is meant for another resource.",
        SecurityTokenInvalidIssuerException => "The access token comes from another issuer.",
        SecurityTokenInvalidTypeException => "This is not an access token: its typ must be at+jwt.",
        SecurityTokenInvalidAlgorithmException => "The access token is signed with an algorithm that is not accepted.",
        SecurityTokenSignatureKeyNotFoundException => "The access token is signed with a key that the issuer does not publish.",
        SecurityTokenInvalidSignatureException => "The signature of the access token is wrong.",
        SecurityTokenNoExpirationException => "The access token has no expiry.",
        _ => "The access token is malformed.",
    };

    // Junk has no key id; it is refused when the token is read in earnest. What is remembered needs no key.
    private string? KeyIdOf(string authorization)
    {
        if (!authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return null;
        var token = authorization["Bearer ".Length..].Trim();
        if (remembered.Knows(token)) return null;
        try
        {
            return new JsonWebToken(token).TryGetHeaderValue<string>("kid", out var keyId) ? keyId : null;
        }
        catch (Exception)
        {
            return null;
        }
    }
}

internal sealed class IssuerUnavailableException() : Exception("The issuer's keys cannot be read.");
