using Microsoft.EntityFrameworkCore;
using OAuthDemo.AuthorizationServer.Protocol.Rows;
using OAuthDemo.AuthorizationServer.Store;
using OpenIddict.EntityFrameworkCore.Models;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OAuthDemo.AuthorizationServer.Protocol.Grants;

/// <summary>
/// The answer to a refresh never came, and the client asks again with what it has. What the lost answer held is taken back, if nobody has used it; a
/// network that drops one packet must not cost a person her connection.
/// </summary>
internal sealed class LostAnswer(LateDb db, Ledger ledger, TimeProvider time)
{
    private const int Most = 2;

    /// <returns>False if what the first answer held was used already, or was taken back often enough: then somebody else has it.</returns>
    public async Task<bool> TakeBackAsync(string tokenId, string grantId)
    {
        var rows = db.Value.Set<OpenIddictEntityFrameworkCoreToken>();
        var presented = (await ledger.TokenAsync(tokenId))!; // as it was judged, and not as another request has made it since
        // A time of creation has whole seconds.
        var since = presented.RedemptionDate!.Value.AddTicks(-(presented.RedemptionDate.Value.Ticks % TimeSpan.TicksPerSecond));
        var later = await rows.AsNoTracking()
            .Where(row => row.Authorization!.Id == grantId && row.Type == TokenTypeIdentifiers.RefreshToken && row.Id != tokenId && row.CreationDate >= since)
            .Select(row => new { row.Id, row.Status }).ToListAsync();
        if (later.Count > Most || later.FindAll(row => row.Status == Statuses.Valid) is not [var unused] || later.Exists(row => row.Status == Statuses.Redeemed))
            return false;

        // Two statements decide, each on one row: of those who ask at the same moment one goes on, and only if the successor is still unused.
        ledger.Demand(new("""UPDATE "OpenIddictTokens" SET "RedemptionDate" = $1 WHERE "Id" = $2 AND "RedemptionDate" = $3""",
            time.GetUtcNow().UtcDateTime, tokenId, presented.RedemptionDate));
        ledger.Demand(new("""UPDATE "OpenIddictTokens" SET "Status" = $1, "ConcurrencyToken" = $2 WHERE "Id" = $3 AND "Status" = $4""",
            Statuses.Revoked, Guid.NewGuid().ToString(), unused.Id, Statuses.Valid));
        return true;
    }
}
