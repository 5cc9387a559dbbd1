using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace OAuthDemo.ServiceDefaults.BearerTokens;

// RFC 9068 §2.2.3: scope is one string, its names separated by spaces.
internal sealed class ScopeRequirement(IReadOnlyList<string> anyOf) : AuthorizationHandler<ScopeRequirement>, IAuthorizationRequirement
{
    public IReadOnlyList<string> AnyOf => anyOf;

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ScopeRequirement requirement)
    {
        if (requirement.AnyOf.Any(context.User.HasScope)) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

/// <summary>Reads an access token's scope.</summary>
public static class Scope
{
    /// <summary>Whether the token holds the scope.</summary>
    public static bool HasScope(this ClaimsPrincipal token, string scope) =>
        token.FindFirst("scope")?.Value.Split(' ').Contains(scope, StringComparer.Ordinal) ?? false;
}
