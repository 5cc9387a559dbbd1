using System.Security.Cryptography;
using System.Text;

namespace OAuthDemo.FinanceAggregator.Bank;

/// <summary>A value that must not be printed: whoever formats or logs it gets a fingerprint, enough to tell two apart.</summary>
public readonly record struct SecretText(string Reveal)
{
    public override string ToString() =>
        $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Reveal)))[..12]}";
}
