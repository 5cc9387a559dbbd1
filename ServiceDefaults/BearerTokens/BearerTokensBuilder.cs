using Microsoft.Extensions.DependencyInjection;

namespace OAuthDemo.ServiceDefaults.BearerTokens;

/// <summary>Says which scopes an API knows. Each becomes an authorization policy of the same name.</summary>
public sealed class BearerTokensBuilder(IServiceCollection services)
{
    /// <summary>Adds the policy <paramref name="scope"/>, which a token meets whose <c>scope</c> holds that name.</summary>
    public BearerTokensBuilder RequireScope(string scope) => RequireAnyScope(scope, scope);

    /// <summary>Adds a policy which a token meets that holds at least one of the scopes.</summary>
    public BearerTokensBuilder RequireAnyScope(string policy, params string[] scopes)
    {
        services.AddAuthorizationBuilder().AddPolicy(policy, builder => builder
            .RequireAuthenticatedUser()
            .AddRequirements(new ScopeRequirement(scopes)));
        return this;
    }
}
