using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace OAuthDemo.Integration.Demo;

/// <summary>The key pair of a client that proves itself by signing (RFC 7523), and the assertions it makes with it.</summary>
public sealed class ClientKey
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>The public half, as the bank is told it.</summary>
    public string PublicJwk
    {
        get
        {
            var point = _key.ExportParameters(includePrivateParameters: false).Q;
            return JsonSerializer.Serialize(new { kty = "EC", crv = "P-256", x = Base64Url.EncodeToString(point.X), y = Base64Url.EncodeToString(point.Y) });
        }
    }

    /// <summary>An assertion (RFC 7523 §3), correct unless a test bends it.</summary>
    public string Assert(string client, string audience, DateTimeOffset now, TimeSpan? lifetime = null, string? id = null, bool withoutId = false, string? subject = null)
    {
        var claims = new Dictionary<string, object> { ["iss"] = client, ["sub"] = subject ?? client };
        if (!withoutId)
            claims["jti"] = id ?? Guid.NewGuid().ToString("N");
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "client-authentication+jwt",
            Audience = audience,
            IssuedAt = now.UtcDateTime,
            Expires = (now + (lifetime ?? TimeSpan.FromSeconds(60))).UtcDateTime,
            Claims = claims,
            SigningCredentials = new(new ECDsaSecurityKey(_key), SecurityAlgorithms.EcdsaSha256),
        });
    }
}
