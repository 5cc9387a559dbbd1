using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OAuthDemo.FinanceAggregator.Connections;
using OAuthDemo.FinanceAggregator.Payments;
using OAuthDemo.FinanceAggregator.SignIn;

namespace OAuthDemo.FinanceAggregator.Store;

internal sealed class AggregatorDb(DbContextOptions<AggregatorDb> options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<Connection> Connections => Set<Connection>();

    public DbSet<Person> People => Set<Person>();

    public DbSet<Payment> Payments => Set<Payment>();

    public DbSet<SpentLogoutToken> SpentLogoutTokens => Set<SpentLogoutToken>();

    public DbSet<StateKey> StateKeys => Set<StateKey>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.UseOpenIddict();
        model.Entity<Connection>(connection =>
        {
            connection.HasIndex(c => c.VisitorId);
            connection.Property(c => c.Status).HasConversion<string>();
        });
        model.Entity<Person>(person =>
        {
            person.HasKey(p => p.VisitorId);
            person.HasIndex(p => p.Subject);
        });
        model.Entity<Payment>(payment =>
        {
            payment.HasIndex(p => p.VisitorId);
            payment.Property(p => p.Status).HasConversion<string>();
            payment.Property(p => p.MessagesJson);
        });
        model.Entity<SpentLogoutToken>().HasKey(token => token.Id);
        model.Entity<StateKey>().HasKey(key => key.Use);
    }

    // SQLite cannot compare the text form of a DateTimeOffset; the binary form sorts.
    protected override void ConfigureConventions(ModelConfigurationBuilder conventions) =>
        conventions.Properties<DateTimeOffset>().HaveConversion<DateTimeOffsetToBinaryConverter>();
}
