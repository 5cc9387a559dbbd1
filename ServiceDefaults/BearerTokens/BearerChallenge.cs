using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using OAuthDemo.ServiceDefaults.Issuer;
using OAuthDemo.ServiceDefaults.Problems;

namespace OAuthDemo.ServiceDefaults.BearerTokens;

/// <summary>The ways in which a protected resource turns a request away (RFC 6750 §3, RFC 9470 §3, RFC 9728 §5.1).</summary>
public sealed class BearerChallenge(IssuerAddress issuer, string realm)
{
    /// <summary>No token at all: a bare challenge, without an error code (RFC 6750 §3.1).</summary>
    public Task TokenMissingAsync(HttpContext context) =>
        RefuseAsync(context, StatusCodes.Status401Unauthorized, "token.missing",
            "This resource needs an access token in the Authorization header: Bearer, a space, the token.");

    /// <summary>The token is malformed, expired, not meant for this resource, or no longer alive.</summary>
    public Task TokenInvalidAsync(HttpContext context, string code, string why) =>
        RefuseAsync(context, StatusCodes.Status401Unauthorized, code, why, ("error", "invalid_token"), ("error_description", why));

    /// <summary>The token is good, but was not granted what this resource needs.</summary>
    public Task ScopeInsufficientAsync(HttpContext context, IEnumerable<string> needed)
    {
        var scope = string.Join(' ', needed);
        var why = $"This resource needs an access token with the scope {scope}.";
        return RefuseAsync(context, StatusCodes.Status403Forbidden, "scope.insufficient", why,
            ("error", "insufficient_scope"), ("error_description", why), ("scope", scope));
    }

    /// <summary>The token is good, but the person behind it signed in too long ago for this (RFC 9470 §3).</summary>
    public Task LoginTooOldAsync(HttpContext context, TimeSpan atMost)
    {
        var seconds = ((long)atMost.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var why = $"This needs a sign-in that is at most {seconds} seconds old: ask for a new token with max_age={seconds}.";
        return RefuseAsync(context, StatusCodes.Status401Unauthorized, "login.tooOld", why,
            ("error", "insufficient_user_authentication"), ("error_description", why), ("max_age", seconds));
    }

    /// <summary>Whether the token is good cannot be told now, because its issuer does not answer.</summary>
    public static Task IssuerUnavailableAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "2";
        return Problem.Of(StatusCodes.Status503ServiceUnavailable, "authorizationServer.unavailable",
            "The authorization server does not answer, so this token cannot be checked. Nothing was changed; try again shortly.")
            .ExecuteAsync(context);
    }

    private Task RefuseAsync(HttpContext context, int status, string code, string why, params (string Name, string Value)[] parameters)
    {
        var metadata = new Uri(issuer.Issuer, ".well-known/oauth-protected-resource").AbsoluteUri;
        var all = parameters.Prepend(("realm", realm)).Append(("resource_metadata", metadata));
        context.Response.Headers.Append(HeaderNames.WWWAuthenticate,
            "Bearer " + string.Join(", ", all.Select(parameter => $"{parameter.Item1}=\"{Quotable(parameter.Item2)}\"")));
        return Problem.Of(status, code, why).ExecuteAsync(context);
    }

    // RFC 6750 §3: error_description holds neither quotes nor backslashes nor control characters.
    private static string Quotable(string text) =>
        string.Concat(text.Where(character => character is >= ' ' and <= '~' and not '"' and not '\\'));
}
