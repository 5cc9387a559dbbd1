using Microsoft.EntityFrameworkCore;
using OAuthDemo.BankApi.Store;

namespace OAuthDemo.Unit.BankApi;

public sealed class BankDbTests
{
    [Fact]
    public void Every_change_of_the_model_has_its_migration()
    {
        using var db = new BankDb(new DbContextOptionsBuilder<BankDb>().UseSqlite("Data Source=:memory:").Options);
        db.Database.HasPendingModelChanges().ShouldBeFalse();
    }
}
