using Microsoft.EntityFrameworkCore;

namespace OAuthDemo.AuthorizationServer.Store;

/// <summary>Remembers what must not be accepted again, until it has expired anyway.</summary>
internal sealed class SpentIds(LateDb late)
{
    /// <returns>False if it was spent before.</returns>
    public async Task<bool> SpendAsync(string id, DateTimeOffset expiresAt)
    {
        var db = late.Value;
        db.SpentIds.Add(new() { Id = id, ExpiresAt = expiresAt });
        try
        {
            await db.SaveChangesAsync();
            return true;
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            return await db.SpentIds.AnyAsync(spent => spent.Id == id) ? false : throw new InvalidOperationException("The store does not take what was spent.");
        }
    }

    public Task<bool> IsSpentAsync(string id) => late.Value.SpentIds.AnyAsync(spent => spent.Id == id);
}
