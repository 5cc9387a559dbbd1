using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OAuthDemo.AuthorizationServer.Consents;
using OAuthDemo.AuthorizationServer.People;
using OAuthDemo.AuthorizationServer.Protocol;
using OAuthDemo.AuthorizationServer.Protocol.Devices;

namespace OAuthDemo.AuthorizationServer.Store;

/// <summary>Everything the authorization server remembers.</summary>
internal sealed class AuthorizationDb(DbContextOptions<AuthorizationDb> options) : IdentityUserContext<Person>(options), IDataProtectionKeyContext
{
    public DbSet<Consent> Consents => Set<Consent>();

    public DbSet<StoredKey> Keys => Set<StoredKey>();

    public DbSet<DeviceRequest> DeviceRequests => Set<DeviceRequest>();

    public DbSet<Guess> Guesses => Set<Guess>();

    public DbSet<SessionClient> SessionClients => Set<SessionClient>();

    public DbSet<SpentId> SpentIds => Set<SpentId>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<Utc>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.AddEngineTables();
        builder.Entity<Consent>(consent =>
        {
            consent.Property(c => c.Status).HasConversion<string>().IsConcurrencyToken();
            consent.Property(c => c.UsedAt).IsConcurrencyToken();
            consent.Property(c => c.EndedBy).HasConversion<string>();
            consent.Property(c => c.Payment).HasConversion(payment => payment!.ToJson(), json => PaymentOrder.Parse(json));
            consent.HasIndex(c => new { c.Subject, c.ClientId });
        });
        builder.Entity<DeviceRequest>().HasIndex(request => request.UserCodeId);
        builder.Entity<SessionClient>().HasKey(client => new { client.SessionId, client.ClientId });
    }

    /// <summary>SQLite knows no offsets, and PostgreSQL keeps none: stored as UTC, times can be compared and sorted.</summary>
    private sealed class Utc() : ValueConverter<DateTimeOffset, DateTime>(
        time => time.UtcDateTime, stored => new DateTimeOffset(stored, TimeSpan.Zero));
}
