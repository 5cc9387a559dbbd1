using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using OAuthDemo.FinanceAggregator.Bank;

namespace OAuthDemo.FinanceAggregator.Connections;

/// <summary>Both are opaque to a client: it never looks inside (RFC 6749 §1.4, §1.5).</summary>
internal sealed record Tokens(SecretText Access, SecretText? Refresh);

/// <summary>What a token response brought. <paramref name="Scopes"/> is null when it is what was asked for (RFC 6749 §5.1).</summary>
internal sealed record GrantedTokens(
    Tokens Tokens, DateTimeOffset ExpiresAt, string? Scopes, DateTimeOffset? ConsentExpiresAt = null, string? ConsentId = null);

/// <summary>Seals tokens for the store. They are opened only to be sent to the bank.</summary>
internal sealed class TokenSeal(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("bank tokens");

    public string Close(Tokens tokens) =>
        _protector.Protect(JsonSerializer.Serialize<string?[]>([tokens.Access.Reveal, tokens.Refresh?.Reveal]));

    /// <summary>Null when there are none, or when the key that sealed them is gone.</summary>
    public Tokens? Open(string? closed)
    {
        if (closed is null)
            return null;
        try
        {
            return JsonSerializer.Deserialize<string?[]>(_protector.Unprotect(closed)) is [{ } access, var refresh]
                ? new Tokens(new SecretText(access), refresh is null ? null : new SecretText(refresh))
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
