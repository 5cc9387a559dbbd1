using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace OAuthDemo.FinanceAggregator.Store;

/// <summary>A key that protects the state of an authorization request while the person is at the bank. Sealed at rest.</summary>
internal sealed class StateKey
{
    public required string Use { get; init; }

    public required string SealedKey { get; init; }
}

/// <summary>
/// Hands out the state keys, made at the first start. They outlive a restart, so that a person who is at the bank
/// while Tidepool restarts can come back.
/// </summary>
internal sealed class StateKeys(IDbContextFactory<AggregatorDb> store, IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("state keys");

    public SymmetricSecurityKey Encryption => new(Load("encryption", () => RandomNumberGenerator.GetBytes(32)));

    public ECDsaSecurityKey Signing
    {
        get
        {
            var key = ECDsa.Create();
            key.ImportECPrivateKey(Load("signing", NewSigningKey), out _);
            return new ECDsaSecurityKey(key);
        }
    }

    private byte[] Load(string use, Func<byte[]> make)
    {
        using var db = store.CreateDbContext();
        if (db.StateKeys.Find(use) is null)
        {
            var made = _protector.Protect(Convert.ToBase64String(make()));
            // Two instances may start at once: the first one's key wins.
            db.Database.ExecuteSql($"INSERT INTO \"StateKeys\" (\"Use\", \"SealedKey\") VALUES ({use}, {made}) ON CONFLICT DO NOTHING");
        }

        return Convert.FromBase64String(_protector.Unprotect(db.StateKeys.AsNoTracking().Single(key => key.Use == use).SealedKey));
    }

    private static byte[] NewSigningKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportECPrivateKey();
    }
}
