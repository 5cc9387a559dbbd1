using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;

namespace OAuthDemo.ServiceDefaults.BearerTokens;

// Only here is it known which requirement failed, so that the 403 can name the scope that is missing.
internal sealed class ScopeRefusal(BearerChallenge challenge) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _otherwise = new();

    public Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        var missing = authorizeResult.AuthorizationFailure?.FailedRequirements.OfType<ScopeRequirement>().FirstOrDefault();
        return authorizeResult.Forbidden && missing is not null
            ? challenge.ScopeInsufficientAsync(context, missing.AnyOf)
            : _otherwise.HandleAsync(next, context, policy, authorizeResult);
    }
}
