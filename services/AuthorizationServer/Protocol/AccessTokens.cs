using Microsoft.AspNetCore.Authentication.JwtBearer;
using OAuthDemo.AuthorizationServer.Keys;
using OAuthDemo.ServiceDefaults.BearerTokens;
using OAuthDemo.ServiceDefaults.Issuer;

namespace OAuthDemo.AuthorizationServer.Protocol;

/// <summary>The authorization server's own protected resource opens to the same access tokens as the bank's API, checked by the same rules.</summary>
internal static class AccessTokens
{
    public const string Policy = "access token";

    public static void AddAccessTokens(this IServiceCollection services)
    {
        services.AddAuthentication().AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IssuerAddress, BankResource, KeyRing, TimeProvider>((options, issuer, resource, keys, time) =>
            {
                options.MapInboundClaims = false;
                options.TokenValidationParameters = BearerTokens.Rules(resource.Identifier, issuer, id => keys.Published.Where(key => key.KeyId == id), time);
            });
        services.AddAuthorizationBuilder().AddPolicy(Policy, policy => policy
            .AddAuthenticationSchemes(JwtBearerDefaults.AuthenticationScheme).RequireAuthenticatedUser());
    }
}
