using Microsoft.AspNetCore.DataProtection;
using OAuthDemo.AuthorizationServer.Catalogue;
using OAuthDemo.AuthorizationServer.Keys;
using OAuthDemo.AuthorizationServer.People;
using OAuthDemo.AuthorizationServer.Protocol.Clients;
using OAuthDemo.Stores;
using OAuthDemo.Stores.Sql;

namespace OAuthDemo.AuthorizationServer.Store;

internal static class StoreSetup
{
    public static void AddStore(this IHostApplicationBuilder builder)
    {
        var store = builder.AddStoreConnection("authorization-server");
        builder.Services.AddDbContextPool<AuthorizationDb>(options => options.UseStore(store));
        builder.Services.AddScoped(services => new LateDb(services.GetRequiredService<AuthorizationDb>));
        builder.Services.AddSingleton(_ => SqlStore.Of(store));
        builder.Services.AddDataProtection().SetApplicationName("authorization-server").PersistKeysToDbContext<AuthorizationDb>();
        builder.Services.AddSingleton<KeyRing>();
    }

    /// <summary>An operator wants another signing key. Running instances see it within seconds, and it takes over without an error to anybody.</summary>
    public static async Task RotateKeysAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var keys = app.Services.GetRequiredService<KeyRing>();
        await keys.RotateAsync(scope.ServiceProvider.GetRequiredService<AuthorizationDb>(), SigningKey.AheadOnDemand);
        Console.WriteLine($"A new signing key is published. It signs in {SigningKey.AheadOnDemand.TotalSeconds} seconds; the old one stays published for {SigningKey.Published.TotalMinutes} minutes more.");
    }

    /// <summary>
    /// Brings the store up to date before the first request, and with it every mistake in the configuration to light.
    /// </summary>
    public static async Task PrepareStoreAsync(this WebApplication app)
    {
        var bank = app.Services.GetRequiredService<Bank>();
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AuthorizationDb>();
        await db.UpgradeAsync(app.Services.GetRequiredService<StoreConnection>(), app.Logger, async () =>
        {
            await app.Services.GetRequiredService<KeyRing>().OpenAsync(db);
            await app.Services.GetRequiredService<ClientEntries>().OpenAsync(db);
            await scope.ServiceProvider.WelcomePeopleAsync(bank);
        });
    }
}
