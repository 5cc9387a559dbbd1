using Microsoft.EntityFrameworkCore;
using OAuthDemo.AuthorizationServer.Store;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OAuthDemo.AuthorizationServer.Protocol.Devices;

/// <summary>The devices that wait for somebody to type their code.</summary>
internal sealed class DeviceRequests(LateDb late, IOpenIddictTokenManager tokens, TimeProvider time)
{
    private AuthorizationDb Db => late.Value;

    // Timers and networks are not exact: who keeps the interval must never be told that it was too fast.
    private static readonly TimeSpan _grace = TimeSpan.FromMilliseconds(500);

    /// <summary>The request behind a code as a person typed it; null for a code that does not exist, is over, or was used.</summary>
    public async Task<DeviceRequest?> FindAsync(string userCode)
    {
        if (await tokens.FindByReferenceIdAsync(UserCode.Normalise(userCode)) is not { } token
            || !await tokens.HasStatusAsync(token, Statuses.Valid) || await tokens.GetExpirationDateAsync(token) <= time.GetUtcNow())
            return null;
        var id = await tokens.GetIdAsync(token);
        return await Db.DeviceRequests.AsNoTracking().FirstOrDefaultAsync(request => request.UserCodeId == id);
    }

    public async Task AddAsync(string deviceCodeId, string userCodeId, string clientId, IEnumerable<string> scopes, string? address)
    {
        var now = time.GetUtcNow();
        Db.DeviceRequests.Add(new()
        {
            Id = deviceCodeId,
            UserCodeId = userCodeId,
            ClientId = clientId,
            Scopes = [.. scopes],
            Address = address,
            AskedAt = now,
            PollFrom = now,
            Interval = UserCode.PollingInterval,
        });
        await Db.SaveChangesAsync();
    }

    /// <summary>Was this question early? Then the next ones have to wait longer. The store decides in one statement, however many instances are asked.</summary>
    public async Task<bool> PollAsync(string deviceCodeId)
    {
        var now = time.GetUtcNow();
        if (await Db.DeviceRequests.AsNoTracking().FirstOrDefaultAsync(request => request.Id == deviceCodeId) is not { } request)
            return true;
        var next = now.AddSeconds(request.Interval) - _grace;
        if (await Db.DeviceRequests.Where(one => one.Id == deviceCodeId && one.PollFrom <= now)
            .ExecuteUpdateAsync(one => one.SetProperty(r => r.PollFrom, next)) == 1)
            return true;
        var later = next.AddSeconds(UserCode.SlowDown);
        await Db.DeviceRequests.Where(one => one.Id == deviceCodeId)
            .ExecuteUpdateAsync(one => one.SetProperty(r => r.Interval, r => r.Interval + UserCode.SlowDown).SetProperty(r => r.PollFrom, later));
        return false;
    }

    public Task ForgetAsync(DateTimeOffset before) => Db.DeviceRequests.Where(request => request.AskedAt < before).ExecuteDeleteAsync();
}
