using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using OAuthDemo.AuthorizationServer.Catalogue;
using OAuthDemo.AuthorizationServer.Consents;
using OAuthDemo.AuthorizationServer.Keys;
using OAuthDemo.AuthorizationServer.Protocol;
using OAuthDemo.AuthorizationServer.Store;
using OAuthDemo.Stores;
using OAuthDemo.Stores.Sql;

namespace OAuthDemo.Unit.AuthorizationServer;

/// <summary>The real store of the authorization server, in memory, with a clock that a test sets.</summary>
internal sealed class BankStore : IDisposable
{
    // In memory, and gone with the last connection to it.
    private readonly string _text = $"Data Source=bank-{Guid.NewGuid():N};Mode=Memory;Cache=Shared";
    private readonly SqliteConnection _connection;
    private readonly SqlStore _sql;
    private readonly IDataProtectionProvider _protection = new EphemeralDataProtectionProvider();

    private readonly Bank _bank = new([], [
        new() { Name = "accounts:read", Title = "Accounts", Sentence = "See accounts.", PerAccount = true },
        new() { Name = "balances:read", Title = "Balances", Sentence = "See balances.", PerAccount = true, Optional = true },
        new() { Name = "profile", Title = "Name", Sentence = "See your name.", Optional = true },
    ], []);

    public BankStore()
    {
        _connection = new(_text);
        _connection.Open();
        _sql = SqlStore.Of(StoreConnection.Parse(_text));
        using var db = Open();
        db.Database.Migrate();
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>As a new request opens it.</summary>
    public AuthorizationDb Open() => new(new DbContextOptionsBuilder<AuthorizationDb>().UseSqlite(_connection).WithMigrationsOfItsKind().Options);

    public ConsentRegister Register(AuthorizationDb? db = null)
    {
        db ??= Open();
        return new(new(() => db), _bank, Clock);
    }

    public StandingConsents Standing() => new(_sql, Clock);

    /// <returns>How many rows went.</returns>
    public Task<int> TidyAsync() => Tidying.TidyAsync(_sql, Now, CancellationToken.None);

    public async Task<KeyRing> KeysAsync()
    {
        var keys = new KeyRing(_protection, Clock);
        await using var db = Open();
        await keys.OpenAsync(db);
        return keys;
    }

    public void Dispose()
    {
        _sql.Dispose();
        _connection.Dispose();
    }
}
