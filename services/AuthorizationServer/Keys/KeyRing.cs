using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using OAuthDemo.AuthorizationServer.Store;

namespace OAuthDemo.AuthorizationServer.Keys;

/// <summary>
/// The bank's own keys: one to sign what others read (ES256), one to encrypt what only the bank reads, one to make subjects
/// that differ for each client. They are made at the first start and kept in the store, encrypted by data protection.
/// </summary>
internal sealed class KeyRing(IDataProtectionProvider protection, TimeProvider time)
{
    private readonly IDataProtector _protector = protection.CreateProtector("keys of the authorization server");

    public ECDsaSecurityKey Signing { get; private set; } = null!;

    public SymmetricSecurityKey Encryption { get; private set; } = null!;

    public byte[] Subjects { get; private set; } = null!;

    public async Task OpenAsync(AuthorizationDb db)
    {
        var signing = ECDsa.Create();
        signing.ImportPkcs8PrivateKey(await KeyAsync(db, "signing", NewSigningKey), out _);
        Signing = new ECDsaSecurityKey(signing);
        Signing.KeyId = Base64UrlEncoder.Encode(Signing.ComputeJwkThumbprint()); // RFC 7638
        Encryption = new SymmetricSecurityKey(await KeyAsync(db, "encryption", () => RandomNumberGenerator.GetBytes(32)));
        Subjects = await KeyAsync(db, "subjects", () => RandomNumberGenerator.GetBytes(32));
    }

    private static byte[] NewSigningKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKey();
    }

    private async Task<byte[]> KeyAsync(AuthorizationDb db, string purpose, Func<byte[]> make)
    {
        if (await StoredAsync(db, purpose) is { } stored)
            return Open(stored);

        db.Keys.Add(new StoredKey
        {
            Id = purpose,
            Purpose = purpose,
            Protected = Convert.ToBase64String(_protector.Protect(make())),
            CreatedAt = time.GetUtcNow(),
        });
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException)
        {
            // Another instance started at the same moment and was quicker; its key is the key.
            db.ChangeTracker.Clear();
        }

        return Open((await StoredAsync(db, purpose))!);
    }

    private byte[] Open(StoredKey stored) => _protector.Unprotect(Convert.FromBase64String(stored.Protected));

    private static Task<StoredKey?> StoredAsync(AuthorizationDb db, string purpose) =>
        db.Keys.AsNoTracking().SingleOrDefaultAsync(key => key.Id == purpose);
}
