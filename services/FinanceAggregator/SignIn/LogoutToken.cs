using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OAuthDemo.FinanceAggregator.Bank;

namespace OAuthDemo.FinanceAggregator.SignIn;

/// <summary>Which sign-ins the bank says are over: those of one session, or without one all of a person's.</summary>
internal sealed record EndedSession(string? Subject, string? SessionId, string TokenId, DateTimeOffset ExpiresAt);

/// <summary>Reads the token by which the bank tells that somebody signed out there (OpenID Connect Back-Channel Logout §2.4, §2.6).</summary>
internal sealed class LogoutTokens(ReadBankKeys keys, BankSettings bank, TimeProvider time)
{
    private const string LogoutEvent = "http://schemas.openid.net/event/backchannel-logout";

    private static readonly TimeSpan _skew = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(10);

    private readonly JsonWebTokenHandler _reader = new() { MapInboundClaims = false };

    /// <exception cref="SecurityTokenException">It is not a logout token of the bank for Tidepool's sign-in, and why.</exception>
    public async Task<EndedSession> ReadAsync(string token, CancellationToken cancellationToken)
    {
        var read = await ValidateAsync(token, await keys(latest: false, cancellationToken));
        if (read.Exception is SecurityTokenSignatureKeyNotFoundException)
            read = await ValidateAsync(token, await keys(latest: true, cancellationToken));

        return read is { IsValid: true, SecurityToken: JsonWebToken jwt }
            ? ContentsOf(jwt)
            : throw new SecurityTokenException("It is not signed by the bank, not for Tidepool, or not a logout token.", read.Exception);
    }

    private Task<TokenValidationResult> ValidateAsync(string token, IEnumerable<SecurityKey> signingKeys) =>
        _reader.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = bank.Issuer.AbsoluteUri,
            ValidAudience = BankSettings.SignInClient,
            ValidTypes = ["logout+jwt"],
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKeys = signingKeys,
            LifetimeValidator = (_, expires, _, _) => expires + _skew > time.GetUtcNow().UtcDateTime,
        });

    private EndedSession ContentsOf(JsonWebToken jwt)
    {
        var subject = Claim(jwt, "sub");
        var session = Claim(jwt, "sid");
        var id = Claim(jwt, "jti");
        var age = time.GetUtcNow().UtcDateTime - jwt.IssuedAt;
        var problem =
            id is null ? "It has no jti."
            : subject is null && session is null ? "It names neither sub nor sid."
            : jwt.TryGetClaim("nonce", out _) ? "It has a nonce, so it is an ID token."
            : !jwt.TryGetPayloadValue<JsonElement>("events", out var events) || events.ValueKind != JsonValueKind.Object
                || !events.TryGetProperty(LogoutEvent, out var logout) || logout.ValueKind != JsonValueKind.Object ? "It does not tell of a logout."
            : !jwt.TryGetPayloadValue<long>("iat", out _) || age < -_skew || age > _longest ? "It was not issued just now."
            : null;
        return problem is null ? new(subject, session, id!, jwt.ValidTo) : throw new SecurityTokenException(problem);
    }

    private static string? Claim(JsonWebToken jwt, string name) =>
        jwt.TryGetPayloadValue<string>(name, out var value) && value is { Length: > 0 and <= 255 } ? value : null;
}
