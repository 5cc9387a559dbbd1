using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using OAuthDemo.FinanceAggregator.Store;
using OAuthDemo.ServiceDefaults.PublicAddresses;

namespace OAuthDemo.FinanceAggregator.Visitors;

/// <summary>
/// Tidepool's own session: a random id in a sealed cookie. There is no account behind it and no password; connecting a
/// bank gives this session access to data, and says nothing about who the visitor is.
/// </summary>
internal sealed class VisitorSession(
    IDataProtectionProvider protection, IDbContextFactory<AggregatorDb> store, PublicAddress address, TimeProvider time)
{
    private readonly CookieBuilder _cookie = address.Protect(
        new CookieBuilder { IsEssential = true, SameSite = SameSiteMode.Lax, Expiration = TimeSpan.FromDays(365) }, "tidepool.visitor");

    private readonly IDataProtector _protector = protection.CreateProtector("visitor");

    /// <summary>The visitor of this request, or null for somebody who has not connected anything yet.</summary>
    public string? Find(HttpContext http)
    {
        if (http.Items[typeof(VisitorSession)] is string known)
            return known;
        if (http.Request.Cookies[_cookie.Name!] is not { Length: > 0 } cookie)
            return null;
        try
        {
            return _protector.Unprotect(cookie);
        }
        catch (CryptographicException)
        {
            return null; // made up, or sealed with a key that is gone
        }
    }

    /// <summary>
    /// Gives the visitor a new id and takes along what the old one had. Called when a session gains access, so that a
    /// cookie somebody planted beforehand is worth nothing (session fixation).
    /// </summary>
    public async Task<string> RenewAsync(HttpContext http)
    {
        var before = Find(http);
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        if (before is not null)
        {
            await using var db = await store.CreateDbContextAsync(http.RequestAborted);
            await db.Connections.Where(connection => connection.VisitorId == before)
                .ExecuteUpdateAsync(set => set.SetProperty(connection => connection.VisitorId, id), http.RequestAborted);
            await db.Payments.Where(payment => payment.VisitorId == before)
                .ExecuteUpdateAsync(set => set.SetProperty(payment => payment.VisitorId, id), http.RequestAborted);
            await db.People.Where(person => person.VisitorId == before)
                .ExecuteUpdateAsync(set => set.SetProperty(person => person.VisitorId, id), http.RequestAborted);
        }

        http.Items[typeof(VisitorSession)] = id;
        http.Response.Cookies.Append(_cookie.Name!, _protector.Protect(id), _cookie.Build(http, time.GetUtcNow()));
        return id;
    }
}
