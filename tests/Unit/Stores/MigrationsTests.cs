using Microsoft.EntityFrameworkCore;
using OAuthDemo.AuthorizationServer.Store;
using OAuthDemo.BankApi.Store;
using OAuthDemo.FinanceAggregator.Store;
using OAuthDemo.Stores;

namespace OAuthDemo.Unit.Stores;

public sealed class MigrationsTests
{
    [Theory]
    [InlineData("Data Source=:memory:")]
    [InlineData("Host=nowhere;Database=any")]
    public void Every_change_of_a_store_has_its_migration_for_either_database(string connection)
    {
        DbContext[] stores = [new AuthorizationDb(Options<AuthorizationDb>(connection)), new BankDb(Options<BankDb>(connection)), new AggregatorDb(Options<AggregatorDb>(connection))];

        foreach (var db in stores)
        {
            using (db)
            {
                db.Database.GetMigrations().ShouldNotBeEmpty();
                db.Database.HasPendingModelChanges().ShouldBeFalse($"{db.GetType().Name} on {db.Database.ProviderName} has changed: add a migration");
            }
        }
    }

    private static DbContextOptions<TDb> Options<TDb>(string connection)
        where TDb : DbContext => new DbContextOptionsBuilder<TDb>().UseStore(StoreConnection.Parse(connection)).Options;
}
