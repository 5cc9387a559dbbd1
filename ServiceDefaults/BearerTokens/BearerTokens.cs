using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.Tokens;
using OAuthDemo.ServiceDefaults.Issuer;
using OAuthDemo.ServiceDefaults.OutgoingCalls;

namespace OAuthDemo.ServiceDefaults.BearerTokens;

/// <summary>Makes a service a protected resource that accepts JWT access tokens (RFC 9068) as bearer tokens (RFC 6750).</summary>
public static class BearerTokens
{
    /// <summary>How far two clocks may be apart.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Accepts an access token from the Authorization header only, if its type is <c>at+jwt</c>, it is signed with ES256 by a
    /// key of the configured issuer, names that issuer and this <paramref name="audience"/>, and is not expired.
    /// </summary>
    public static BearerTokensBuilder AddBearerTokens(this IHostApplicationBuilder builder, string audience)
    {
        var services = builder.Services;
        var timeout = builder.Configuration.BackchannelTimeout(TimeSpan.FromSeconds(2));
        services.AddHttpClient(IssuerKeys.Client, client => client.Timeout = timeout).NeverRetried();
        services.AddSingleton<IssuerKeys>();
        services.AddSingleton<RememberedTokens>();
        services.AddSingleton(provider => new BearerChallenge(provider.GetRequiredService<IssuerAddress>(), realm: audience));
        services.AddSingleton<BearerTokenEvents>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, ScopeRefusal>();
        services.AddAuthorization();
        AddAuthenticationWithoutCookies(services).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IssuerAddress, IssuerKeys, RememberedTokens, TimeProvider>((options, issuer, keys, remembered, time) =>
            {
                remembered.MapInboundClaims = false;
                options.TokenHandlers.Clear();
                options.TokenHandlers.Add(remembered);
                options.EventsType = typeof(BearerTokenEvents);
                options.TokenValidationParameters = Rules(audience, issuer, keys.Find, time);
            });
        return new BearerTokensBuilder(services);
    }

    // AddAuthentication would also make data-protection keys and keep them on the disk, which only cookies need.
    private static AuthenticationBuilder AddAuthenticationWithoutCookies(IServiceCollection services)
    {
        services.AddAuthenticationCore(options => options.DefaultScheme = JwtBearerDefaults.AuthenticationScheme);
        services.AddWebEncoders();
        services.TryAddSingleton<IAuthenticationConfigurationProvider, AuthenticationSettings>();
        return new AuthenticationBuilder(services);
    }

    /// <summary>What an access token must be like to be accepted.</summary>
    /// <param name="audience">The resource that it has to be meant for.</param>
    /// <param name="issuer">The issuer that it has to name.</param>
    /// <param name="keys">That issuer's keys of an id.</param>
    /// <param name="time">The clock by which it must not have expired.</param>
    public static TokenValidationParameters Rules(string audience, IssuerAddress issuer, Func<string?, IEnumerable<SecurityKey>> keys, TimeProvider time) => new()
    {
        ValidTypes = ["at+jwt", "application/at+jwt"], // RFC 9068 §4
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        ValidIssuer = issuer.Identifier,
        ValidAudience = audience,
        IssuerSigningKeyResolver = (_, _, keyId, _) => keys(keyId),
        TryAllIssuerSigningKeys = false,
        LifetimeValidator = (from, until, _, _) => IsCurrent(from, until, time.GetUtcNow().UtcDateTime),
        NameClaimType = "sub",
    };

    // The library's own check reads the machine's clock, which a test cannot set.
    private static bool IsCurrent(DateTime? from, DateTime? until, DateTime now) =>
        until is null ? throw new SecurityTokenNoExpirationException()
        : now >= until + ClockSkew ? throw new SecurityTokenExpiredException()
        : from > now + ClockSkew ? throw new SecurityTokenNotYetValidException()
        : true;

    private sealed class AuthenticationSettings(IConfiguration configuration) : IAuthenticationConfigurationProvider
    {
        public IConfiguration AuthenticationConfiguration => configuration.GetSection("Authentication");
    }
}
