using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using OAuthDemo.BankApi.Accounts;
using OAuthDemo.BankApi.Paging;
using OAuthDemo.BankApi.Payments;
using OAuthDemo.BankApi.Seed;
using OAuthDemo.BankApi.Statements;
using OAuthDemo.ServiceDefaults.Store;

namespace OAuthDemo.BankApi.Store;

internal static class BankStore
{
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
        builder.Services.AddScoped<StatementBook>();
        builder.Services.AddScoped<PaymentDesk>();
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
        await MigrateAsync(db, file);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL");
        await Story.ContinueAsync(db, app.Services.GetRequiredService<TimeProvider>().GetUtcNow());
    }

    private static async Task MigrateAsync(BankDb db, StoreFile file)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            await db.Database.MigrateAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // A start that was killed in the middle leaves its lock behind; waiting for it would last for ever.
            throw new InvalidOperationException(
                $"The store {file.Connection} is locked by another start. If none is running, delete the table __EFMigrationsLock, or the store.");
        }
    }

    private static AccountIds ReadIds(IServiceProvider services)
    {
        using var scope = services.CreateScope();
        var values = scope.ServiceProvider.GetRequiredService<BankDb>().Values;
        return new AccountIds(Convert.FromBase64String(values.Single(value => value.Name == StoredValue.IdsKey).Value));
    }
}
