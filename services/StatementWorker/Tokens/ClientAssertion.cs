using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OAuthDemo.ServiceDefaults.Issuer;

namespace OAuthDemo.StatementWorker.Tokens;

/// <summary>
/// Who this client is, signed with its own key (private_key_jwt: RFC 7523 §3, OpenID Connect Core §9). Nothing that goes over the wire, and nothing that
/// the server keeps, lets anybody else sign.
/// </summary>
internal sealed class ClientAssertion(IssuerAddress issuer, IConfiguration configuration, IHostEnvironment environment, TimeProvider time)
{
    public const string ClientId = "statement-worker";

    private static readonly TimeSpan _lifetime = TimeSpan.FromSeconds(60);
    private static readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    private readonly Lazy<SigningCredentials> _key = new(() => Read(configuration, environment));

    /// <exception cref="InvalidOperationException">No key is set, or what is set is none.</exception>
    public void MustHaveKey() => _ = _key.Value;

    // For one request only: the server remembers each jti until the assertion has ended.
    public string Make()
    {
        var now = time.GetUtcNow().UtcDateTime;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "client-authentication+jwt",
            Issuer = ClientId,
            Audience = issuer.Identifier,
            IssuedAt = now,
            Expires = now + _lifetime,
            Claims = new Dictionary<string, object>
            {
                [JwtRegisteredClaimNames.Sub] = ClientId,
                [JwtRegisteredClaimNames.Jti] = Guid.NewGuid().ToString("N"),
            },
            SigningCredentials = _key.Value,
        });
    }

    private static SigningCredentials Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var key = new JsonWebKey(Text(configuration, environment));
        return key is { Kty: JsonWebAlgorithmsKeyTypes.EllipticCurve, Crv: JsonWebKeyECTypes.P256, HasPrivateKey: true }
            ? new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256)
            : throw new InvalidOperationException("OAuth:ClientKey must be a private JWK on the curve P-256.");
    }

    private static string Text(IConfiguration configuration, IHostEnvironment environment)
    {
        if (configuration["OAuth:ClientKey"] is { Length: > 0 } text) return text;
        var file = configuration["OAuth:ClientKeyFile"] is { Length: > 0 } named ? Path.GetFullPath(named, environment.ContentRootPath) : null;
        return file is not null && File.Exists(file) ? File.ReadAllText(file) : throw new InvalidOperationException(file is null
            ? "Set OAuth:ClientKey to the private key of this client, a JWK."
            : $"There is no key at {file}: start the system once (dotnet run --project AppHost), which makes it, or set OAuth:ClientKey.");
    }
}
