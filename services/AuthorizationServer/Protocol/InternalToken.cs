using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OAuthDemo.AuthorizationServer.Keys;
using OAuthDemo.ServiceDefaults.Issuer;

namespace OAuthDemo.AuthorizationServer.Protocol;

/// <summary>
/// The authorization server's own access token for the bank's API (RFC 9068), with which it asks which accounts a person
/// has. It is signed by the key that signs all others and leaves the house only towards the API.
/// </summary>
internal sealed class InternalToken(IssuerAddress issuer, BankResource resource, KeyRing keys, TimeProvider time)
{
    private const string ClientId = "authorization-server";
    private static readonly TimeSpan _lifetime = TimeSpan.FromSeconds(60);

    public string Create(string scope)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = issuer.Identifier,
            Audience = resource.Identifier,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + _lifetime,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = ClientId,
                ["client_id"] = ClientId,
                ["scope"] = scope,
                ["jti"] = Guid.NewGuid().ToString("N"),
            },
            SigningCredentials = new SigningCredentials(keys.Signing, SecurityAlgorithms.EcdsaSha256),
        });
    }
}
