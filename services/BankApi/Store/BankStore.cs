using Microsoft.EntityFrameworkCore.Diagnostics;
using OAuthDemo.BankApi.Accounts;
using OAuthDemo.BankApi.Paging;
using OAuthDemo.BankApi.Payments;
using OAuthDemo.BankApi.Seed;
using OAuthDemo.BankApi.Statements;
using OAuthDemo.Stores;

namespace OAuthDemo.BankApi.Store;

internal static class BankStore
{
    public static void AddBankStore(this WebApplicationBuilder builder)
    {
        var store = builder.AddStoreConnection("bank-api");
        builder.Services.AddSingleton<StoreVersion>();
        builder.Services.AddDbContextPool<BankDb>(options => options
            .UseStore(store)
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))); // a unit test looks
        builder.Services.AddSingleton<ApiLinks>();
        builder.Services.AddSingleton(ReadIds);
        builder.Services.AddSingleton<ShownAccounts>();
        builder.Services.AddScoped<StatementBook>();
        builder.Services.AddScoped<PaymentDesk>();
        builder.Services.AddHostedService<StoryTeller>();
    }

    // Before the first request: a new store is filled, an older one is brought up to date. Of one that is up to date only the
    // version is read, because waking the object mapper takes longer than all the rest of the start.
    public static async Task PrepareBankStoreAsync(this WebApplication app)
    {
        if (await app.Services.GetRequiredService<StoreVersion>().IsUpToDateAsync()) return;

        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BankDb>();
        await db.UpgradeAsync(app.Services.GetRequiredService<StoreConnection>(), app.Logger,
            () => Story.ContinueAsync(db, app.Services.GetRequiredService<TimeProvider>().GetUtcNow()));
    }

    private static AccountIds ReadIds(IServiceProvider services)
    {
        using var scope = services.CreateScope();
        var values = scope.ServiceProvider.GetRequiredService<BankDb>().Values;
        return new AccountIds(Convert.FromBase64String(values.Single(value => value.Name == StoredValue.IdsKey).Value));
    }
}
