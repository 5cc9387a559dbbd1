using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;
using OAuthDemo.AuthorizationServer.Store;

namespace OAuthDemo.AuthorizationServer.Keys;

/// <summary>
/// The bank's own keys: those that sign what others read (ES256), one for what only the bank reads, one to make subjects that differ for each
/// client. They are made at the first start and kept in the store, encrypted by data protection.
/// </summary>
internal sealed class KeyRing(IDataProtectionProvider protection, TimeProvider time)
{
    private const string SigningPurpose = "signing";

    private readonly IDataProtector _protector = protection.CreateProtector("keys of the authorization server");
    private ImmutableArray<SigningKey> _keys = [];
    private DateTimeOffset _turnsAt = DateTimeOffset.MaxValue;
    private ConfigurationReloadToken _turn = new();

    /// <summary>The key that signs now.</summary>
    public ECDsaSecurityKey Signing => Current.Key;

    /// <summary>What the key set shows: the key that signs, the next one ahead of its time, the last one until its tokens have expired.</summary>
    public IEnumerable<ECDsaSecurityKey> Published => Until(SigningKey.Published);

    /// <summary>All keys whose signature the bank itself accepts, the one that signs first.</summary>
    public IEnumerable<ECDsaSecurityKey> Readable => Until(SigningKey.Readable).OrderByDescending(key => key == Signing);

    /// <summary>Encrypts what only the bank reads: a key for the content itself, because one wrapped anew for each token takes longer than all the rest of its encryption.</summary>
    public SymmetricSecurityKey Encryption { get; private set; } = null!;

    /// <summary>Opens what earlier versions gave out, each under a key of its own that this one wraps.</summary>
    public SymmetricSecurityKey Wrapping { get; private set; } = null!;

    /// <summary>Signs what only the bank reads: nobody else has to check it, so it needs no key of two halves, which takes thirty times as long.</summary>
    public SymmetricSecurityKey Seal { get; private set; } = null!;

    public byte[] Subjects { get; private set; } = null!;

    /// <summary>Is it time for the next key, and none is there?</summary>
    public bool IsAged => _keys[^1].SignsFrom + SigningKey.Age - SigningKey.Ahead <= time.GetUtcNow();

    private SigningKey Current => _keys.LastOrDefault(key => key.SignsFrom <= time.GetUtcNow()) ?? _keys[0];

    /// <summary>Fires when another key signs or is published.</summary>
    public IChangeToken Turning => _turn;

    public async Task OpenAsync(AuthorizationDb db)
    {
        await KeyAsync(db, SigningPurpose, NewSigningKey);
        var secret = await KeyAsync(db, "encryption", () => RandomNumberGenerator.GetBytes(32));
        Wrapping = new SymmetricSecurityKey(secret);
        Encryption = Derived(secret, "content", bytes: 64);
        Seal = Derived(secret, "seal", bytes: 32);
        Subjects = await KeyAsync(db, "subjects", () => RandomNumberGenerator.GetBytes(32));
        await ReadAsync(db);
    }

    /// <summary>Makes the next signing key and publishes it; it signs when <paramref name="ahead"/> has passed.</summary>
    public async Task RotateAsync(AuthorizationDb db, TimeSpan ahead)
    {
        var now = time.GetUtcNow();
        db.Keys.Add(new StoredKey
        {
            Id = $"{SigningPurpose}-{now:yyyyMMddHHmmssfff}",
            Purpose = SigningPurpose,
            Protected = Convert.ToBase64String(_protector.Protect(NewSigningKey())),
            CreatedAt = now,
            SignsFrom = now + ahead,
        });
        await db.SaveChangesAsync();
        await ReadAsync(db);
    }

    /// <summary>Sees what other instances have done.</summary>
    public async Task ReadAsync(AuthorizationDb db, bool anew = false)
    {
        var stored = await db.Keys.AsNoTracking().Where(key => key.Purpose == SigningPurpose).ToListAsync();
        var known = _keys;
        if (stored.Count == known.Length && !anew)
            return;
        var keys = stored.Select(key => new SigningKey(Import(Open(key)), key.SignsFrom ?? key.CreatedAt)).OrderBy(key => key.SignsFrom).ToImmutableArray();
        _keys = [.. keys.Select(key => known.FirstOrDefault(old => old.Key.KeyId == key.Key.KeyId) ?? key)];
        Turn();
    }

    /// <summary>Drops every key but the newest: what the others have signed is worth nothing any more.</summary>
    public async Task RetireOldAsync(AuthorizationDb db)
    {
        var newest = await db.Keys.Where(key => key.Purpose == SigningPurpose).OrderByDescending(key => key.CreatedAt).Select(key => key.Id).FirstAsync();
        await db.Keys.Where(key => key.Purpose == SigningPurpose && key.Id != newest).ExecuteDeleteAsync();
        await ReadAsync(db, anew: true);
    }

    /// <summary>Drops keys whose time has not come, when the clock was taken back.</summary>
    public async Task ForgetFutureAsync(AuthorizationDb db)
    {
        var now = time.GetUtcNow();
        await db.Keys.Where(key => key.Purpose == SigningPurpose && key.SignsFrom > now).ExecuteDeleteAsync();
        await KeyAsync(db, SigningPurpose, NewSigningKey);
        await ReadAsync(db, anew: true);
    }

    /// <summary>To be called before each use: lets keys take over, and drops them, by the clock.</summary>
    public void TurnIfDue()
    {
        if (time.GetUtcNow() >= _turnsAt)
            Turn();
    }

    private void Turn()
    {
        var now = time.GetUtcNow();
        var moments = _keys.Select(key => key.SignsFrom).Concat(_keys.Select(key => key.SignsFrom + SigningKey.Published));
        _turnsAt = moments.Where(moment => moment > now).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
        Interlocked.Exchange(ref _turn, new ConfigurationReloadToken()).OnReload();
    }

    // A key is followed by the next one; from then on it is kept for so long.
    private IEnumerable<ECDsaSecurityKey> Until(TimeSpan kept)
    {
        var (keys, now) = (_keys, time.GetUtcNow());
        return keys.Where((_, index) => index == keys.Length - 1 || keys[index + 1].SignsFrom + kept > now).Select(key => key.Key);
    }

    // RFC 5869
    private static SymmetricSecurityKey Derived(byte[] secret, string purpose, int bytes) =>
        new(HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, bytes, info: Encoding.ASCII.GetBytes(purpose))) { KeyId = purpose };

    private static ECDsaSecurityKey Import(byte[] pkcs8)
    {
        var signing = ECDsa.Create();
        signing.ImportPkcs8PrivateKey(pkcs8, out _);
        var key = new ECDsaSecurityKey(signing);
        key.KeyId = Base64UrlEncoder.Encode(key.ComputeJwkThumbprint()); // RFC 7638
        return key;
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
