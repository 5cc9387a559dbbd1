using Microsoft.EntityFrameworkCore;
using OAuthDemo.BankApi.Accounts;
using OAuthDemo.BankApi.Payments;
using OAuthDemo.BankApi.Statements;
using OAuthDemo.BankApi.Transactions;

namespace OAuthDemo.BankApi.Store;

internal sealed class BankDb(DbContextOptions<BankDb> options) : DbContext(options)
{
    public DbSet<Customer> Customers => Set<Customer>();
    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<Transaction> Transactions => Set<Transaction>();
    public DbSet<Statement> Statements => Set<Statement>();
    public DbSet<Payment> Payments => Set<Payment>();
    public DbSet<StoredValue> Values => Set<StoredValue>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<StoredValue>().HasKey(value => value.Name);
        modelBuilder.Entity<Customer>().HasKey(customer => customer.Number);
        modelBuilder.Entity<Account>(account =>
        {
            account.Property(one => one.Kind).HasConversion<string>();
            account.HasMany(one => one.Holders).WithMany(customer => customer.Accounts)
                .UsingEntity("AccountHolder");
        });
        modelBuilder.Entity<Transaction>(transaction =>
        {
            transaction.HasIndex(one => new { one.AccountId, one.BookedAt });
            transaction.HasOne<Account>().WithMany().HasForeignKey(one => one.AccountId);
        });
        modelBuilder.Entity<Statement>(statement =>
        {
            statement.HasIndex(one => new { one.AccountId, one.Month }).IsUnique(); // never twice
            statement.HasIndex(one => one.IdempotencyKey).IsUnique();
            statement.HasOne<Account>().WithMany().HasForeignKey(one => one.AccountId);
        });
        modelBuilder.Entity<Payment>(payment =>
        {
            payment.HasIndex(one => one.ConsentId).IsUnique(); // once for each consent
            payment.HasOne<Account>().WithMany().HasForeignKey(one => one.AccountId);
        });
    }

    // SQLite has no instants; as numbers they keep their order.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantAsMilliseconds>();
}
