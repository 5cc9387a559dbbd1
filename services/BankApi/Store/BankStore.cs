using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using OAuthDemo.BankApi.Accounts;
using OAuthDemo.BankApi.Paging;
using OAuthDemo.BankApi.Seed;
using OAuthDemo.ServiceDefaults.Store;

namespace OAuthDemo.BankApi.Store;

internal static class BankStore
{
    private const string IdsKey = "key of the ids given out";

    public static void AddBankStore(this WebApplicationBuilder builder)
    {
        var connection = builder.StoreConnection("bank-api");
        builder.Services.AddDbContextPool<BankDb>(options => options.UseSqlite(connection));
        builder.Services.AddHealthChecks().AddCheck<StoreAnswers>("store");
        builder.Services.AddSingleton<ApiLinks>();
        builder.Services.AddSingleton(ReadIds);
    }

    // Before the first request: an older store is brought up to date, a new one is filled.
    public static async Task PrepareBankStoreAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BankDb>();
        await db.Database.MigrateAsync();
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL");
        if (await db.Values.FindAsync(IdsKey) is null)
            db.Values.Add(new StoredValue { Name = IdsKey, Value = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) });
        await Story.ContinueAsync(db, app.Services.GetRequiredService<TimeProvider>().GetUtcNow());
    }

    private static AccountIds ReadIds(IServiceProvider services)
    {
        using var scope = services.CreateScope();
        var key = scope.ServiceProvider.GetRequiredService<BankDb>().Values.Single(value => value.Name == IdsKey);
        return new AccountIds(Convert.FromBase64String(key.Value));
    }
}
