using Microsoft.IdentityModel.Tokens;
using OAuthDemo.FinanceAggregator.Connect;
using OAuthDemo.FinanceAggregator.SignIn;
using OAuthDemo.FinanceAggregator.Store;
using OAuthDemo.ServiceDefaults.PublicAddresses;
using OpenIddict.Client;
using OpenIddict.Client.AspNetCore;
using Polly;
using static OpenIddict.Client.OpenIddictClientEvents;

namespace OAuthDemo.FinanceAggregator.Bank;

/// <summary>Tidepool's two registrations at the bank: one to read data, one to sign people in.</summary>
internal static class BankProtocol
{
    public const string DataCallback = "callback/bank";

    public const string SignInCallback = "callback/sign-in";

    public static void AddBankProtocol(this IServiceCollection services)
    {
        // Below warnings the engine prints every message with its code verifier, so no setting can turn that on.
        services.AddLogging(logging => logging.AddFilter("OpenIddict.Client", LogLevel.Warning));
        services.AddSingleton<BankSettings>();
        services.AddSingleton<TokenRequests>();
        services.AddHttpClient<AuthorizationRequest>(http => http.Timeout = TimeSpan.FromSeconds(5));
        services.AddSingleton<AuthorizationResponse>();
        services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<AggregatorDb>())
            .AddClient(client =>
            {
                client.AllowAuthorizationCodeFlow().AllowRefreshTokenFlow();
                client.UseAspNetCore().EnableRedirectionEndpointPassthrough().EnableErrorPassthrough();
                client.UseSystemNetHttp()
                    // A token request that is sent again replays its code or refresh token, so nothing is ever retried.
                    .SetHttpResiliencePipeline(ResiliencePipeline<HttpResponseMessage>.Empty)
                    .ConfigureHttpClient(http => http.Timeout = TimeSpan.FromSeconds(10));
                client.AddEventHandler<ProcessAuthenticationContext>(handler => handler
                    .UseSingletonHandler<KeysThatCameSince>()
                    .SetOrder(OpenIddictClientHandlers.ValidateBackchannelIdentityToken.Descriptor.Order - 1));
                // The ID token says who it is; asking for data needs no person at all.
                client.AddEventHandler<ProcessAuthenticationContext>(handler => handler
                    .UseInlineHandler(context =>
                    {
                        context.DisableUserInfoRetrieval = context.DisableUserInfoValidation = true;
                        return ValueTask.CompletedTask;
                    }).SetOrder(OpenIddictClientHandlers.EvaluateUserInfoRequest.Descriptor.Order - 1));
            });

        services.AddOptions<OpenIddictClientOptions>().Configure<BankSettings, StateKeys>((options, bank, keys) =>
        {
            options.EncryptionCredentials.Add(new(keys.Encryption, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
            options.SigningCredentials.Add(new(keys.Signing, SecurityAlgorithms.EcdsaSha256));
            options.Registrations.Add(Registration(bank, BankSettings.DataClient, bank.ClientSecret, DataCallback));
            options.Registrations.Add(Registration(bank, BankSettings.SignInClient, bank.SignInSecret, SignInCallback));
        });
        services.AddOptions<OpenIddictClientAspNetCoreOptions>().Configure<BankSettings, PublicAddress>((options, bank, address) =>
        {
            options.DisableTransportSecurityRequirement = bank.Issuer.Scheme == Uri.UriSchemeHttp;
            // The bank sends people back by an ordinary link, so Lax is enough, and it works without https on loopback.
            address.Protect(options.CookieBuilder, "tidepool.state").SameSite = SameSiteMode.Lax;
        });
    }

    private static OpenIddictClientRegistration Registration(BankSettings bank, string client, string secret, string callback) => new()
    {
        RegistrationId = client,
        Issuer = bank.Issuer,
        ClientId = client,
        ClientSecret = secret,
        RedirectUri = new Uri(callback, UriKind.Relative),
        ClientAuthenticationMethods = { "client_secret_basic" },
        CodeChallengeMethods = { "S256" },
        ResponseModes = { "query" },
    };
}
