using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
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
        var file = new StoreFile(builder.StoreConnection("bank-api"));
        builder.Services.AddSingleton(file);
        builder.Services.AddDbContextPool<BankDb>(options => options
            .UseSqlite(file.Connection)
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))); // a unit test looks
        builder.Services.AddHealthChecks().AddCheck<StoreFile>("store");
        builder.Services.AddSingleton<ApiLinks>();
        builder.Services.AddSingleton(ReadIds);
        builder.Services.AddHostedService<StoryTeller>();
    }

    // Before the first request: a new store is filled, an older one is brought up to date. Of one that is up to date only the
    // version is read, because waking the object mapper takes longer than all the rest of the start.
    public static async Task PrepareBankStoreAsync(this WebApplication app)
    {
        var file = app.Services.GetRequiredService<StoreFile>();
        if (await file.IsUpToDateAsync()) return;

        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BankDb>();
        await db.Database.MigrateAsync();
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL");
        if (await db.Values.FindAsync(IdsKey) is null)
            db.Values.Add(new StoredValue { Name = IdsKey, Value = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) });
        try
        {
            await Story.ContinueAsync(db, app.Services.GetRequiredService<TimeProvider>().GetUtcNow());
        }
        catch (DbUpdateException)
        {
            // Unless another instance has filled the store in the meantime.
            if (!await file.IsUpToDateAsync()) throw;
        }
    }

    private static AccountIds ReadIds(IServiceProvider services)
    {
        using var scope = services.CreateScope();
        var key = scope.ServiceProvider.GetRequiredService<BankDb>().Values.Single(value => value.Name == IdsKey);
        return new AccountIds(Convert.FromBase64String(key.Value));
    }
}
