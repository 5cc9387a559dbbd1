using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using OAuthDemo.AuthorizationServer.Store;
using OAuthDemo.BankApi.Store;
using OAuthDemo.FinanceAggregator.Store;
using OAuthDemo.Stores;

namespace OAuthDemo.Integration.Demo;

/// <summary>Stores as the version before this one left them.</summary>
public static class PreviousVersion
{
    /// <summary>
    /// Lets people and apps use a system, takes its stores back to the shape of the version before, and starts it again: nothing may be lost. Each
    /// migration can be taken back; what is left then is what the version before it would have written.
    /// </summary>
    /// <param name="databases">The connection strings of the services, as settings.</param>
    public static async Task IsUpgradedAsync(IReadOnlyDictionary<string, string?> databases)
    {
        await using var demo = await DemoSystem.StartAsync(new() { Settings = databases });
        var tokens = await demo.Client().ConnectAsync();
        var accounts = await demo.AccountIdsAsync(tokens.Must("access_token"));
        var person = demo.Person();
        await person.ConnectBankAsync();
        await demo.StopAllAsync();

        await BackToAsync(new AuthorizationDb(Options<AuthorizationDb>(databases, "authorization-server")), "Start");
        await BackToAsync(new BankDb(Options<BankDb>(databases, "bank-api")), "Initial");
        await BackToAsync(new AggregatorDb(Options<AggregatorDb>(databases, "finance-aggregator")), "First");
        await demo.StartAllAsync();

        (await demo.AccountIdsAsync(tokens.Must("access_token"))).ShouldBe(accounts, "the keys, the consent and the ids given out are the same");
        (await demo.Client().RefreshAsync(tokens.Must("refresh_token"))).Must("refresh_token");
        (await person.Browser.GoAsync(demo.Addresses.AtAggregator(""))).Text.ShouldContain("Everyday account");
        (await person.OpenConnectedAppsAsync()).Text.ShouldContain("Other App");
    }

    private static DbContextOptions<TDb> Options<TDb>(IReadOnlyDictionary<string, string?> databases, string service)
        where TDb : DbContext =>
        new DbContextOptionsBuilder<TDb>().UseStore(StoreConnection.Parse(databases[$"ConnectionStrings:{service}"]!)).Options;

    private static async Task BackToAsync(DbContext db, string migration)
    {
        await using (db)
        {
            await db.GetService<IMigrator>().MigrateAsync(migration, TestContext.Current.CancellationToken);
            (await db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken)).ShouldNotBeEmpty();
        }
    }
}
