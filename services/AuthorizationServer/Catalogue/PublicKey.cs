using Microsoft.IdentityModel.Tokens;

namespace OAuthDemo.AuthorizationServer.Catalogue;

/// <summary>The key of a client that proves itself by signing (RFC 7523 §3), as a JWK (RFC 7517).</summary>
internal static class PublicKey
{
    /// <returns>What is wrong with it; null if it can be used.</returns>
    public static string? Refuse(string jwk)
    {
        try
        {
            var key = new JsonWebKey(jwk);
            return key.HasPrivateKey ? "holds a private key, which belongs to the client alone"
                : key.Kty != JsonWebAlgorithmsKeyTypes.EllipticCurve || key.Crv != JsonWebKeyECTypes.P256 ? "must be an elliptic curve key on P-256"
                : null;
        }
        catch (ArgumentException)
        {
            return "is not a JWK";
        }
    }
}
