using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OAuthDemo.AppHost;

/// <summary>A key for ES256 as a JWK (RFC 7517, RFC 7518 §6.2).</summary>
internal static class SigningKey
{
    /// <summary>A new pair on P-256, private part included.</summary>
    public static byte[] Make()
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var numbers = pair.ExportParameters(includePrivateParameters: true);
        var (x, y) = (Base64Url.EncodeToString(numbers.Q.X), Base64Url.EncodeToString(numbers.Q.Y));
        return JsonSerializer.SerializeToUtf8Bytes(new { kty = "EC", crv = "P-256", alg = "ES256", use = "sig", kid = Thumbprint(x, y), x, y, d = Base64Url.EncodeToString(numbers.D) });
    }

    /// <summary>The same key without its private part.</summary>
    public static string PublicPart(string jwk)
    {
        var key = JsonNode.Parse(jwk)!.AsObject();
        key.Remove("d");
        return key.ToJsonString();
    }

    // RFC 7638: the members that make the key, in the order of the alphabet, without white space.
    private static string Thumbprint(string x, string y) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""")));
}
