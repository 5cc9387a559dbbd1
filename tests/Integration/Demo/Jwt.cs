using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OAuthDemo.Integration.Demo;

/// <summary>A JWT taken apart without trust (RFC 7519), or put together without a right to.</summary>
public sealed record Jwt(JsonElement Header, JsonElement Claims)
{
    /// <summary>Matches a JWT anywhere in a text, and what was cut off behind the beginning of one; not a random value that holds the same three letters somewhere.</summary>
    public const string Pattern = @"(?<![\w+/-])eyJ|eyJ[\w-]+\.[\w-]*\.";

    /// <summary>Reads header and claims; the signature is not looked at.</summary>
    public static Jwt Read(string token) => new(Part(token, 0), Part(token, 1));

    /// <summary>A text claim.</summary>
    public string? this[string claim] => Claims.TryGetProperty(claim, out var value) ? value.ToString() : null;

    /// <summary>These claims under another header, unsigned: <c>alg</c> none.</summary>
    public static string WithoutSignature(string token) => $"{Encode(new { alg = "none", typ = "at+jwt" })}.{token.Split('.')[1]}.";

    /// <summary>These claims signed with HMAC by any bytes, such as a public key that everyone knows.</summary>
    public static string SignedByHmac(string token, byte[] key, string? kid = null)
    {
        kid ??= Read(token).Header.GetProperty("kid").GetString();
        var signed = $"{Encode(new { alg = "HS256", typ = "at+jwt", kid })}.{token.Split('.')[1]}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>These claims signed by a key that the issuer does not know, under its key id or none.</summary>
    public static string SignedByStranger(string token, string? kid)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signed = $"{Encode(new { alg = "ES256", typ = "at+jwt", kid })}.{token.Split('.')[1]}";
        return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    /// <summary>The token with one claim changed under the old signature.</summary>
    public static string Tampered(string token, string from, string to)
    {
        var parts = token.Split('.');
        var claims = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1]));
        claims.ShouldContain(from);
        parts[1] = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.Replace(from, to, StringComparison.Ordinal)));
        return string.Join('.', parts);
    }

    private static JsonElement Part(string token, int index) =>
        JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[index])).RootElement;

    private static string Encode<T>(T header) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(header));
}
