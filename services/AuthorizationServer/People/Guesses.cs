using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OAuthDemo.AuthorizationServer.Store;

namespace OAuthDemo.AuthorizationServer.People;

/// <summary>What was guessed at, and how often in vain.</summary>
internal sealed class Guess
{
    /// <summary>A digest of what is guessed at: a name that does not exist may be a password in the wrong field.</summary>
    public required string Id { get; init; }

    public int Count { get; init; }

    public DateTimeOffset? LockedUntil { get; init; }

    public DateTimeOffset LastAt { get; init; }
}

/// <summary>
/// Bounds guessing. It counts an attempt before its outcome is known, and in one statement, so that guesses in parallel count as well; and it counts
/// for what does not exist exactly as for what does.
/// </summary>
internal sealed class Guesses(AuthorizationDb db, TimeProvider time)
{
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(5);

    /// <returns>False if there were too many, and it is closed for a while.</returns>
    public async Task<bool> MayTryAsync(string what, int limit)
    {
        var id = IdOf(what);
        if (await CountAsync(id, limit))
            return true;
        if (await db.Guesses.AnyAsync(guess => guess.Id == id))
            return false;
        try
        {
            db.Guesses.Add(new() { Id = id, Count = 1, LastAt = time.GetUtcNow() });
            await db.SaveChangesAsync();
            return true;
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear(); // somebody else's first guess was quicker
            return await CountAsync(id, limit);
        }
    }

    /// <summary>It was right: what was wrong before is forgiven.</summary>
    public Task ForgiveAsync(string what)
    {
        var id = IdOf(what);
        return db.Guesses.Where(guess => guess.Id == id).ExecuteDeleteAsync();
    }

    public Task ForgetAsync(DateTimeOffset before) => db.Guesses.Where(guess => guess.LastAt < before).ExecuteDeleteAsync();

    private async Task<bool> CountAsync(string id, int limit)
    {
        var now = time.GetUtcNow();
        DateTimeOffset? until = now + LockedFor;
        return await db.Guesses
            .Where(guess => guess.Id == id && (guess.LockedUntil == null || guess.LockedUntil <= now))
            .ExecuteUpdateAsync(guess => guess
                .SetProperty(one => one.LockedUntil, one => one.Count >= limit - 1 ? until : null)
                .SetProperty(one => one.Count, one => one.Count >= limit - 1 ? 0 : one.Count + 1)
                .SetProperty(one => one.LastAt, now)) == 1;
    }

    private static string IdOf(string what) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)));
}
