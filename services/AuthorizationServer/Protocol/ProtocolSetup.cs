using Microsoft.Extensions.Options;
using OAuthDemo.AuthorizationServer.Keys;
using OAuthDemo.AuthorizationServer.Protocol.Clients;
using OAuthDemo.AuthorizationServer.Protocol.Devices;
using OAuthDemo.AuthorizationServer.Protocol.Dispatch;
using OAuthDemo.AuthorizationServer.Protocol.Endpoints;
using OAuthDemo.AuthorizationServer.Protocol.Grants;
using OAuthDemo.AuthorizationServer.Protocol.Legacy;
using OAuthDemo.AuthorizationServer.Protocol.Logout;
using OAuthDemo.AuthorizationServer.Protocol.Rows;
using OAuthDemo.AuthorizationServer.Protocol.Rules;
using OAuthDemo.AuthorizationServer.Store;
using OAuthDemo.ServiceDefaults.Issuer;
using OAuthDemo.ServiceDefaults.OutgoingCalls;
using OpenIddict.EntityFrameworkCore;
using OpenIddict.EntityFrameworkCore.Models;
using OpenIddict.Server;

namespace OAuthDemo.AuthorizationServer.Protocol;

/// <summary>The engine: OpenIddict, told what this bank demands beyond its defaults. Nothing outside this folder knows it.</summary>
internal static class ProtocolSetup
{
    public static void AddProtocol(this IServiceCollection services)
    {
        services.AddSingleton<BankResource>();
        services.AddSingleton<PairwiseSubjects>();
        services.AddSingleton<InternalToken>();
        services.AddSingleton<ClientEntries>();
        services.AddSingleton<PersonGrant>();
        services.AddSingleton<MachineGrant>();
        services.AddSingleton<Exhibits>();
        services.AddScoped<PasswordGrant>();
        services.AddHttpClient<LogoutNotices>(http => http.Timeout = LogoutNotices.Patience).NeverRetried();
        services.AddScoped<Ledger>();
        services.AddScoped<GrantEnding>();
        services.AddScoped<LostAnswer>();
        services.AddScoped<SpentIds>();
        services.AddScoped<AuthorizeEndpoint>();
        services.AddScoped<VerifyEndpoint>();
        services.AddScoped<DeviceRequests>();
        services.AddScoped<UserInfoEndpoint>();
        services.ConfigureOptions<EngineOptions>();
        services.AddSingleton<IOptionsChangeTokenSource<OpenIddictServerOptions>, EngineTurning>();
        services.AddHostedService<KeyRotation>();
        services.AddHostedService<Tidying>();
        services.AddAccessTokens();
        services.AddBrowserClients();
        // Below this level the engine writes verifiers and whole tokens; no setting of a category above can bring that back.
        services.AddLogging(logging => logging.AddFilter(typeof(OpenIddictServerDispatcher).FullName, LogLevel.Warning));

        services.AddScoped<IOpenIddictEntityFrameworkCoreContext, EngineDb>();
        services.AddOpenIddict()
            .AddCore(core =>
            {
                core.UseEntityFrameworkCore().UseDbContext<AuthorizationDb>();
                core.DisableEntityCaching();
                core.ReplaceApplicationStore<OpenIddictEntityFrameworkCoreApplication, ClientStore>();
                core.ReplaceTokenStore<OpenIddictEntityFrameworkCoreToken, TokenStore>();
                core.ReplaceAuthorizationStore<OpenIddictEntityFrameworkCoreAuthorization, GrantStore>();
                core.ReplaceApplicationManager<OpenIddictEntityFrameworkCoreApplication, ClientRules>();
            })
            .AddServer(server =>
            {
                server.SetAuthorizationEndpointUris("connect/authorize")
                    .SetPushedAuthorizationEndpointUris("connect/par")
                    .SetTokenEndpointUris("connect/token")
                    .SetDeviceAuthorizationEndpointUris("connect/device")
                    .SetEndUserVerificationEndpointUris("connect/verify")
                    .SetIntrospectionEndpointUris("connect/introspect")
                    .SetRevocationEndpointUris("connect/revoke")
                    .SetUserInfoEndpointUris("connect/userinfo")
                    .SetEndSessionEndpointUris("connect/logout");
                server.AllowAuthorizationCodeFlow().AllowRefreshTokenFlow().AllowClientCredentialsFlow().AllowDeviceAuthorizationFlow().AllowTokenExchangeFlow();
                server.SetAuthorizationCodeLifetime(Lifetimes.Code)
                    .SetAccessTokenLifetime(Lifetimes.AccessToken)
                    .SetIdentityTokenLifetime(Lifetimes.IdentityToken)
                    .SetDeviceCodeLifetime(Lifetimes.DeviceCode)
                    .SetUserCodeLifetime(Lifetimes.DeviceCode)
                    .SetUserCodeCharset([.. UserCode.Alphabet.Select(letter => $"{letter}")])
                    .SetUserCodeLength(UserCode.Length)
                    .SetUserCodeDisplayFormat("{0}{1}{2}{3}-{4}{5}{6}{7}")
                    .SetRefreshTokenLifetime(Lifetimes.RefreshToken)
                    .SetRefreshTokenReuseLeeway(Redemption.LostAnswer);
                // What the bank's API checks against the consent needs no row of its own; what only the bank reads does.
                server.DisableAccessTokenEncryption().UseReferenceRefreshTokens();
                server.DisableScopeValidation().IgnoreScopePermissions(); // see AllowedScopes
                server.IgnoreResourcePermissions(); // there is one resource, and scopes say what of it
                server.UseAspNetCore()
                    .EnableAuthorizationEndpointPassthrough()
                    .EnableEndUserVerificationEndpointPassthrough()
                    .EnableUserInfoEndpointPassthrough()
                    .EnableEndSessionEndpointPassthrough()
                    .EnableStatusCodePagesIntegration();
                server.AddRules();
            });
        services.AddDispatch();
    }

    /// <summary>
    /// Lets every request seem to have come to the issuer's own address. The engine builds addresses from the request, and
    /// neither a forged Host nor an internal address may ever get into a token, a redirect or the metadata. An issuer with a path
    /// is reached below it, and whoever stands in front has taken that path off.
    /// </summary>
    public static void UseIssuer(this WebApplication app)
    {
        var issuer = app.Services.GetRequiredService<IssuerAddress>();
        var keys = app.Services.GetRequiredService<KeyRing>();
        var (host, below) = (HostString.FromUriComponent(issuer.Issuer), new PathString(issuer.Issuer.AbsolutePath.TrimEnd('/')));
        app.Use((context, next) =>
        {
            keys.TurnIfDue();
            (context.Request.Scheme, context.Request.Host, context.Request.PathBase) = (issuer.Issuer.Scheme, host, below);
            return next(context);
        });
    }

    public static void MapProtocol(this WebApplication app)
    {
        app.MapMethods("/connect/authorize", ["GET", "POST"], (HttpContext http, AuthorizeEndpoint endpoint) => endpoint.HandleAsync(http));
        app.MapGet("/connect/verify", (HttpContext http, VerifyEndpoint endpoint) => endpoint.HandleAsync(http));
        app.MapMethods("/connect/userinfo", ["GET", "POST"], (HttpContext http, UserInfoEndpoint endpoint) => endpoint.HandleAsync(http));
        app.MapMethods("/connect/logout", ["GET", "POST"], (Delegate)EndSessionEndpoint.HandleAsync);
    }
}
