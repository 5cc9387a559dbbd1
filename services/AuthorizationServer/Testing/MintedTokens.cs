using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OAuthDemo.AuthorizationServer.Keys;
using OAuthDemo.AuthorizationServer.Protocol;
using OAuthDemo.ServiceDefaults.Issuer;

namespace OAuthDemo.AuthorizationServer.Testing;

/// <summary>Access tokens that nobody was asked for: good ones, and such as a resource server must refuse.</summary>
internal sealed class MintedTokens(IssuerAddress issuer, BankResource resource, KeyRing keys, TimeProvider time)
{
    private static readonly TimeSpan _usual = TimeSpan.FromMinutes(5);

    public string Mint(NewToken wanted)
    {
        var lifetime = wanted.LifetimeSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : _usual;
        var issued = time.GetUtcNow().UtcDateTime - (wanted.Defect == Defect.Expired ? lifetime + TimeSpan.FromHours(1) : TimeSpan.Zero);
        var descriptor = new SecurityTokenDescriptor
        {
            TokenType = wanted.Defect == Defect.WrongType ? "JWT" : "at+jwt",
            Issuer = wanted.Defect == Defect.WrongIssuer ? "https://other-issuer.example/" : issuer.Identifier,
            Audience = wanted.Defect == Defect.WrongAudience ? "urn:somebody-else" : wanted.Audience ?? resource.Identifier,
            IssuedAt = issued,
            NotBefore = issued,
            Expires = issued + lifetime,
            Claims = Claims(wanted),
            SigningCredentials = Key(wanted.Defect) is { } key ? new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256) : null,
        };
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    private static Dictionary<string, object> Claims(NewToken wanted)
    {
        var client = wanted.ClientId ?? "minted";
        var claims = new Dictionary<string, object>
        {
            ["sub"] = wanted.Subject ?? client,
            ["client_id"] = client,
            ["jti"] = Guid.NewGuid().ToString("N"),
        };
        if (wanted.Scope is { Length: > 0 } scope)
            claims["scope"] = scope;
        foreach (var (name, value) in wanted.Claims ?? new Dictionary<string, JsonElement>())
            claims[name] = value;
        return claims;
    }

    private ECDsaSecurityKey? Key(Defect? defect) => defect switch
    {
        Defect.AlgNone => null,
        Defect.WrongKey => Stranger(keys.Signing.KeyId),
        Defect.UnknownKid => Stranger(Guid.NewGuid().ToString("N")),
        _ => keys.Signing,
    };

    private static ECDsaSecurityKey Stranger(string id) => new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = id };
}
