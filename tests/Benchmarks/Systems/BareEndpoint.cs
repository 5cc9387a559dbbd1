using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace OAuthDemo.Benchmarks.Systems;

/// <summary>
/// What everything is compared with: Kestrel, and one ES256 signature over a JWT like the bank's. It checks nothing, reads no form, stores nothing and tells nobody; no token endpoint
/// of this runtime can be faster.
/// </summary>
internal static class BareEndpoint
{
    public const string Path = "connect/token";

    public static void Run(string port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://localhost:{port}");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var credentials = new SigningCredentials(new ECDsaSecurityKey(key) { KeyId = "bare" }, SecurityAlgorithms.EcdsaSha256);
        app.MapGet("/alive", () => "alive");
        app.MapPost($"/{Path}", () => Results.Text($$"""{"access_token":"{{Sign(credentials)}}","token_type":"Bearer","expires_in":300}""", "application/json"));
        app.Run();
    }

    private static string Sign(SigningCredentials credentials)
    {
        var now = DateTime.UtcNow;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = "http://localhost/",
            Audience = "urn:harbour-bank:api",
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddMinutes(5),
            Claims = new Dictionary<string, object> { ["sub"] = "machine", ["client_id"] = "machine", ["scope"] = "statements:run", ["jti"] = Guid.NewGuid().ToString() },
            SigningCredentials = credentials,
        });
    }
}
