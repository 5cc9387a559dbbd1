using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using OAuthDemo.BankApi.Seed;
using OAuthDemo.BankApi.Store;
using OAuthDemo.Stores;

namespace OAuthDemo.Unit.BankApi;

public sealed class StoreUpgradeTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public async Task A_store_from_before_statements_and_payments_is_upgraded_and_loses_nothing()
    {
        await using var db = new BankDb(new DbContextOptionsBuilder<BankDb>().UseSqlite($"Data Source={_file};Pooling=False").WithMigrationsOfItsKind().Options);
        await db.GetService<IMigrator>().MigrateAsync("Initial", Cancel);
        await Story.ContinueAsync(db, new(2026, 6, 17, 12, 0, 0, TimeSpan.Zero), Cancel);
        var before = (await db.Accounts.CountAsync(Cancel), await db.Transactions.CountAsync(Cancel), await db.Transactions.SumAsync(one => one.Amount, Cancel));

        await db.Database.MigrateAsync(Cancel);

        var after = (await db.Accounts.CountAsync(Cancel), await db.Transactions.CountAsync(Cancel), await db.Transactions.SumAsync(one => one.Amount, Cancel));
        after.ShouldBe(before);
        (await db.Statements.CountAsync(Cancel), await db.Payments.CountAsync(Cancel)).ShouldBe((0, 0));
    }

    public void Dispose() => File.Delete(_file);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
