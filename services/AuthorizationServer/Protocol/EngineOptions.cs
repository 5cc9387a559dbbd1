using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OAuthDemo.AuthorizationServer.Catalogue;
using OAuthDemo.AuthorizationServer.Keys;
using OAuthDemo.AuthorizationServer.Protocol.Legacy;
using OAuthDemo.ServiceDefaults.Issuer;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OAuthDemo.AuthorizationServer.Protocol;

/// <summary>What the engine learns from the bank's file and store.</summary>
internal sealed class EngineOptions(IssuerAddress issuer, Bank bank, BankResource resource, KeyRing keys, Exhibits exhibits, TimeProvider time)
    : IConfigureOptions<OpenIddictServerOptions>, IConfigureOptions<OpenIddictServerAspNetCoreOptions>
{
    public void Configure(OpenIddictServerOptions options)
    {
        options.Issuer = issuer.Issuer;
        options.TimeProvider = time;
        options.RequestTokenLifetime = Lifetimes.PushedRequest;
        options.SigningCredentials.AddRange(keys.Readable.Select(key => new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256)));
        options.SigningCredentials.Add(new(keys.Seal, SecurityAlgorithms.HmacSha256));
        options.EncryptionCredentials.Add(new(keys.Encryption, JwtConstants.DirectKeyUseAlg, SecurityAlgorithms.Aes256CbcHmacSha512)); // the first one encrypts
        options.EncryptionCredentials.Add(new(keys.Wrapping, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
        options.Scopes.UnionWith(bank.Scopes.Select(scope => scope.Name));
        options.Claims.UnionWith([Claims.Subject, Claims.Name, Claims.Email, Claims.EmailVerified, Claims.AuthenticationTime]);

        options.Resources.UnionWith([new(resource.Identifier), issuer.Issuer, .. bank.Scopes.Select(scope => scope.Resource).OfType<string>().Select(other => new Uri(other))]);
        options.SubjectTokenTypes.IntersectWith([TokenTypeIdentifiers.AccessToken]);
        options.ActorTokenTypes.Clear();

        // Metadata lists what is here. What the engine could do as well, and this bank does not do, is taken out.
        options.CodeChallengeMethods.IntersectWith([CodeChallengeMethods.Sha256]);
        options.ClientAuthenticationMethods.IntersectWith(
            [ClientAuthenticationMethods.ClientSecretBasic, ClientAuthenticationMethods.ClientSecretPost, ClientAuthenticationMethods.PrivateKeyJwt]);
        options.PromptValues.IntersectWith([PromptValues.None, PromptValues.Login, PromptValues.Consent]);
        options.ResponseModes.IntersectWith([ResponseModes.Query]);
        exhibits.Open(options);
        options.SubjectTypes.Clear();
        options.SubjectTypes.Add(SubjectTypes.Pairwise);
    }

    public void Configure(OpenIddictServerAspNetCoreOptions options)
    {
        options.DisableTransportSecurityRequirement = issuer.Issuer.Scheme == Uri.UriSchemeHttp; // which Production refuses
        options.Realm = "Harbour Bank";
        options.SuppressJsonResponseIndentation = true;
    }
}
