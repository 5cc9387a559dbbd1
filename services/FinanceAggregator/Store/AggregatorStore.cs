using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using OAuthDemo.Stores;

namespace OAuthDemo.FinanceAggregator.Store;

internal static class AggregatorStore
{
    private const string Name = "finance-aggregator";

    public static void AddAggregatorStore(this WebApplicationBuilder builder)
    {
        var store = builder.AddStoreConnection(Name);
        builder.Services.AddPooledDbContextFactory<AggregatorDb>(options => options.UseStore(store));
        builder.Services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<AggregatorDb>>().CreateDbContext());
        builder.Services.AddDataProtection().SetApplicationName(Name).PersistKeysToDbContext<AggregatorDb>();
        builder.Services.AddSingleton<StateKeys>();
        builder.Services.AddHostedService<UsedStates>();
    }

    /// <summary>Brings the store to this version's shape; an older one is upgraded and keeps what it holds.</summary>
    public static async Task UpgradeStoreAsync(this WebApplication app)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<AggregatorDb>>().CreateDbContextAsync();
        await db.UpgradeAsync(app.Services.GetRequiredService<StoreConnection>(), app.Logger, fill: () => Task.CompletedTask);
    }
}
