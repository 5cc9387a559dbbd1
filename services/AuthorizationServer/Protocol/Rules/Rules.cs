using OAuthDemo.AuthorizationServer.Protocol.Devices;
using OAuthDemo.AuthorizationServer.Protocol.Endpoints;
using OAuthDemo.AuthorizationServer.Protocol.Grants;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlerFilters;
using static OpenIddict.Server.OpenIddictServerHandlers;
using Http = OpenIddict.Server.AspNetCore.OpenIddictServerAspNetCoreHandlers;

namespace OAuthDemo.AuthorizationServer.Protocol.Rules;

/// <summary>Which of the bank's rules is asked when. The engine's own run beside them, unless they are taken out here.</summary>
internal static class Rules
{
    private const int First = int.MinValue + 50_000;

    public static void AddRules(this OpenIddictServerBuilder server)
    {
        // The request.
        server.RemoveEventHandler(InferEndpointType.Descriptor);
        server.Add<ProcessRequestContext, KnownEndpoints>(InferEndpointType.Descriptor.Order);
        server.Add<ValidateAuthorizationRequestContext, SaidOnce>(First);
        server.Add<ValidateTokenRequestContext, SaidOnce>(First);
        server.RemoveEventHandler(Exchange.ValidateClientCredentialsParameters.Descriptor); // a missing secret is no bad request but a client not proven
        server.Add<ValidateIntrospectionRequestContext, SaidOnce>(First);
        server.Add<ValidateRevocationRequestContext, SaidOnce>(First);
        server.Add<ValidatePushedAuthorizationRequestContext, SaidOnce>(First);
        server.Add<ValidateDeviceAuthorizationRequestContext, SaidOnce>(First);
        server.RemoveEventHandler(Device.ValidateClientCredentialsParameters.Descriptor);
        server.Add<ValidatePushedAuthorizationRequestContext, ProofKey>(Authentication.ValidatePushedProofKeyForCodeExchangeParameters.Descriptor.Order - 1);
        server.Add<ValidateAuthorizationRequestContext, NamedPayment>(Authentication.ValidateScopePermissions.Descriptor.Order + 1);
        server.Add<ValidatePushedAuthorizationRequestContext, NamedPayment>(Authentication.ValidatePushedScopePermissions.Descriptor.Order + 1);
        server.Add<ValidatePushedAuthorizationRequestContext, AllowedScopes>(Authentication.ValidatePushedScopePermissions.Descriptor.Order);
        server.Add<ValidateDeviceAuthorizationRequestContext, AllowedScopes>(Device.ValidateScopePermissions.Descriptor.Order);
        server.Add<ValidateAuthorizationRequestContext, ProofKey>(Authentication.ValidateProofKeyForCodeExchangeParameters.Descriptor.Order - 1);
        server.Add<ValidateTokenRequestContext, ProofKey>(Exchange.ValidateProofKeyForCodeExchangeParameters.Descriptor.Order - 1);
        server.Add<ValidateAuthorizationRequestContext, AllowedScopes>(Authentication.ValidateScopePermissions.Descriptor.Order);
        server.Add<ValidateTokenRequestContext, AllowedScopes>(Exchange.ValidateGrantTypePermissions.Descriptor.Order - 1);

        server.Add<ValidateTokenRequestContext, AllowedGrant>(Exchange.ValidateGrantType.Descriptor.Order + 1);
        server.Add<ValidateTokenRequestContext, NotWider>(Exchange.ValidateGrantedScopes.Descriptor.Order - 1);

        // The answer of the front channel, which always goes into the query.
        server.RemoveEventHandler(Authentication.InferResponseMode.Descriptor);
        server.AddForRequest<ApplyAuthorizationResponseContext, FrontChannelRefusal>(Authentication.AttachRedirectUri.Descriptor.Order + 1);

        // Tokens.
        server.AddForRequest<HandleTokenRequestContext, TokenEndpoint>(Exchange.AttachPrincipal.Descriptor.Order + 1);
        server.RemoveEventHandler(RedeemTokenEntry.Descriptor);
        server.AddForRequest<ProcessSignInContext, Redemption>(RedeemTokenEntry.Descriptor.Order);
        server.AddForRequest<ProcessSignInContext, RedemptionDone>(AttachSignInParameters.Descriptor.Order + 1);
        server.AddForRequest<ProcessSignInContext, WhatWasAgreed>(AttachCustomSignInParameters.Descriptor.Order - 1);
        server.Add<GenerateTokenContext, SignedForWhom>(Protection.AttachSecurityCredentials.Descriptor.Order + 1);
        server.Add<GenerateTokenContext, TokenWithoutRow>(Protection.CreateTokenEntry.Descriptor.Order - 1);
        server.Add<GenerateTokenContext, PlainToken>(Protection.AttachTokenMetadata.Descriptor.Order + 1);
        server.Add<ValidateTokenContext, PlainToken>(Protection.RestoreTokenEntryProperties.Descriptor.Order + 1);
        server.AddForRequest<ValidateTokenContext, Reuse>(Protection.ValidateTokenEntry.Descriptor.Order - 1);
        server.AddForRequest<ValidateTokenContext, SpentToken>(Protection.ValidateAuthorizationEntry.Descriptor.Order + 1);
        server.AddForRequest<ProcessAuthenticationContext, AssertionOnce>(ValidateClientAssertionIssuer.Descriptor.Order + 1, handler => handler.AddFilter<RequireClientAssertionPrincipal>());
        server.Add<HandleJsonWebKeySetRequestContext, PublishedKeys>(Discovery.AttachSigningKeys.Descriptor.Order + 1);
        server.AddForRequest<ValidateTokenContext, LivingConsent>(Protection.ValidateAuthorizationEntry.Descriptor.Order + 1);

        // Devices.
        server.AddForRequest<ProcessSignInContext, DeviceAnswer>(GenerateUserCode.Descriptor.Order + 1, handler => handler.AddFilter<RequireDeviceAuthorizationRequest>());
        server.AddForRequest<ApplyDeviceAuthorizationResponseContext, DeviceAnswer>(First);
        server.AddForRequest<ValidateTokenContext, PollingPace>(Protection.ValidateTokenEntry.Descriptor.Order - 1);

        // Userinfo, introspection and revocation.
        server.Add<ExtractUserInfoRequestContext, TokenInHeader>(Http.ExtractAccessToken<ExtractUserInfoRequestContext>.Descriptor.Order - 1);
        server.Add<ExtractIntrospectionRequestContext, TokenInHeader>(First);
        server.RemoveEventHandler(Introspection.ValidateTokenType.Descriptor);
        server.RemoveEventHandler(Introspection.ValidateAuthorizedParty.Descriptor);
        server.Add<ValidateIntrospectionRequestContext, AskedByItsAudience>(Introspection.ValidateAuthorizedParty.Descriptor.Order);
        server.AddForRequest<HandleIntrospectionRequestContext, WhatATokenIsWorth>(Introspection.AttachMetadataClaims.Descriptor.Order + 1);
        server.RemoveEventHandler(Revocation.RevokeToken.Descriptor);
        server.AddForRequest<HandleRevocationRequestContext, GivenBack>(Revocation.RevokeToken.Descriptor.Order);

        // What is said of it all.
        server.Add<HandleConfigurationRequestContext, TrueMetadata>(Discovery.AttachAdditionalMetadata.Descriptor.Order + 1);
        server.Add<ProcessErrorContext, ErrorWords>(First);
        server.Add<ProcessChallengeContext, ErrorWords>(AttachDefaultChallengeError.Descriptor.Order + 1);
    }

    // A rule that knows nothing but the bank is made once.
    private static void Add<TContext, TRule>(this OpenIddictServerBuilder server, int order)
        where TContext : BaseContext
        where TRule : class, IOpenIddictServerHandler<TContext> =>
        server.AddEventHandler<TContext>(handler => handler.UseSingletonHandler<TRule>().SetOrder(order));

    private static void AddForRequest<TContext, TRule>(this OpenIddictServerBuilder server, int order, Action<OpenIddictServerHandlerDescriptor.Builder<TContext>>? when = null)
        where TContext : BaseContext
        where TRule : class, IOpenIddictServerHandler<TContext> =>
        server.AddEventHandler<TContext>(handler =>
        {
            handler.UseScopedHandler<TRule>().SetOrder(order);
            when?.Invoke(handler);
        });
}
