using Microsoft.EntityFrameworkCore;
using OAuthDemo.AuthorizationServer.Keys;
using OAuthDemo.AuthorizationServer.Protocol;
using OAuthDemo.AuthorizationServer.Store;
using OAuthDemo.ServiceDefaults.Testing;

namespace OAuthDemo.AuthorizationServer.Testing;

/// <summary>Takes the whole bank back to its first start.</summary>
internal sealed class FreshStart(
    AuthorizationDb db, ChangingBank bank, KeyRing keys, TestClock clock, Failures failures, Exchanges exchanges, AccountsOfPeople accounts)
{
    public async Task AgainAsync()
    {
        clock.Return();
        await db.ForgetGrantsAsync();
        await db.Consents.ExecuteDeleteAsync();
        await db.DeviceRequests.ExecuteDeleteAsync();
        await db.Guesses.ExecuteDeleteAsync();
        await db.SessionClients.ExecuteDeleteAsync();
        await db.SpentIds.ExecuteDeleteAsync();
        string[] shipped = [.. bank.ShippedPeople.Select(person => person.UserName)];
        await db.Users.Where(person => !shipped.Contains(person.UserName)).ExecuteDeleteAsync();
        await keys.ForgetFutureAsync(db);
        await bank.ReturnAsync();
        failures.Clear();
        await accounts.ResetAsync();
        await exchanges.ClearAsync();
    }
}
