using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace OAuthDemo.ServiceDefaults.BearerTokens;

// A client shows the same token at each request, and its signature does not get better by being looked at again. What can change is looked at each time:
// the clock, and whether the issuer still publishes the key.
internal sealed class RememberedTokens(IssuerKeys keys, TimeProvider time) : JsonWebTokenHandler
{
    private const int Capacity = 10_000;

    // By digest: what is kept to be compared is nothing that would open a door.
    private readonly ConcurrentDictionary<string, TokenValidationResult> _good = new(StringComparer.Ordinal);

    public bool Knows(string token) => Find(Digest(token)) is not null;

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        var digest = Digest(token);
        if (Find(digest) is { } known) return known;

        var result = await base.ValidateTokenAsync(token, validationParameters);
        if (!result.IsValid) return result;
        if (_good.Count >= Capacity) Shrink();
        _good[digest] = result;
        return result;
    }

    private TokenValidationResult? Find(string digest) =>
        _good.TryGetValue(digest, out var known) && IsStillGood((JsonWebToken)known.SecurityToken) ? known : null;

    private bool IsStillGood(JsonWebToken token)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return token.ValidFrom <= now + BearerTokens.ClockSkew && now < token.ValidTo + BearerTokens.ClockSkew && keys.Find(token.Kid).Any();
    }

    private static string Digest(string token) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    // Forgetting too much costs time, never a wrong answer.
    private void Shrink()
    {
        foreach (var (digest, result) in _good)
            if (!IsStillGood((JsonWebToken)result.SecurityToken)) _good.TryRemove(digest, out _);
        if (_good.Count >= Capacity) _good.Clear();
    }
}
