using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OAuthDemo.FinanceAggregator.Connections;
using OAuthDemo.FinanceAggregator.SignIn;

namespace OAuthDemo.FinanceAggregator.Store;

internal sealed class AggregatorDb(DbContextOptions<AggregatorDb> options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<Connection> Connections => Set<Connection>();

    public DbSet<Person> People => Set<Person>();

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
        model.Entity<Person>().HasKey(person => person.VisitorId);
        model.Entity<StateKey>().HasKey(key => key.Use);
    }

    // SQLite cannot compare the text form of a DateTimeOffset; the binary form sorts.
    protected override void ConfigureConventions(ModelConfigurationBuilder conventions) =>
        conventions.Properties<DateTimeOffset>().HaveConversion<DateTimeOffsetToBinaryConverter>();
}
