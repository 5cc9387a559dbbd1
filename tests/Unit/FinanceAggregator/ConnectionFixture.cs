using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using OAuthDemo.FinanceAggregator.Bank;
using OAuthDemo.FinanceAggregator.Connections;
using OAuthDemo.FinanceAggregator.Store;
using OAuthDemo.Stores;

namespace OAuthDemo.Unit.FinanceAggregator;

/// <summary>One connection in a store of its own, a clock to set, and a bank that does as the test says.</summary>
internal sealed class ConnectionFixture : IDbContextFactory<AggregatorDb>, IAsyncDisposable
{
    public const string Id = "the-connection";

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"aggregator-{Guid.NewGuid():N}.db");
    private int _requests;

    public ConnectionFixture()
    {
        Tokens = new AccessTokens(this, Seal, SendAsync, (consent, _, _) => Task.FromResult(Consent?.Invoke(consent)), Time);
        Watch = new ConsentWatch(this, Seal, Tokens, (consent, _, _) => Task.FromResult(Consent?.Invoke(consent)), Time);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 5, 4, 9, 0, 0, TimeSpan.Zero));

    public TokenSeal Seal { get; } = new(new EphemeralDataProtectionProvider());

    public AccessTokens Tokens { get; }

    public ConsentWatch Watch { get; }

    /// <summary>What the bank says of a consent; by default nothing.</summary>
    public Func<string, ConsentState?>? Consent { get; set; }

    public int Requests => _requests;

    public byte[] StoredBytes => File.ReadAllBytes(_file).Concat(File.Exists(_file + "-wal") ? File.ReadAllBytes(_file + "-wal") : []).ToArray();

    /// <summary>What the bank's token endpoint answers; by default a new pair for five minutes.</summary>
    public Func<SecretText, Task<GrantedTokens>>? Bank { get; set; }

    public static async Task<ConnectionFixture> WithAsync(
        string? refreshToken = "refresh-1", int secondsLeft = 300, DateTimeOffset? consentEnds = null)
    {
        var fixture = new ConnectionFixture();
        await using var db = fixture.CreateDbContext();
        await db.Database.MigrateAsync();
        var connection = new Connection
        {
            Id = Id,
            VisitorId = "visitor",
            Scopes = "accounts:read",
            CreatedAt = fixture.Time.GetUtcNow(),
            ConsentExpiresAt = consentEnds,
            ConsentId = "c_1",
        };
        connection.Receive(new GrantedTokens(
            new Tokens(new SecretText("access-1"), refreshToken is null ? null : new SecretText(refreshToken)),
            fixture.Time.GetUtcNow().AddSeconds(secondsLeft), null), fixture.Seal);
        db.Add(connection);
        await db.SaveChangesAsync();
        return fixture;
    }

    public Task<SecretText> GetAsync(string? refused = null) =>
        Tokens.GetAsync(Id, refused is null ? null : new SecretText(refused), CancellationToken.None);

    /// <summary>The same, with the clock running on while nobody answers.</summary>
    public async Task<SecretText> GetPatientlyAsync(string? refused = null)
    {
        var getting = GetAsync(refused);
        while (await Task.WhenAny(getting, Task.Delay(5)) != getting)
            Time.Advance(TimeSpan.FromSeconds(1));
        return await getting;
    }

    public async Task<Connection> StoredAsync()
    {
        await using var db = CreateDbContext();
        return await db.Connections.AsNoTracking().SingleAsync();
    }

    public AggregatorDb CreateDbContext() =>
        new(new DbContextOptionsBuilder<AggregatorDb>().UseSqlite($"Data Source={_file};Pooling=False").WithMigrationsOfItsKind().Options);

    public ValueTask DisposeAsync()
    {
        foreach (var file in new[] { _file, _file + "-wal", _file + "-shm" })
            File.Delete(file);
        return ValueTask.CompletedTask;
    }

    private async Task<GrantedTokens> SendAsync(SecretText refreshToken, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _requests) + 1;
        return Bank is not null
            ? await Bank(refreshToken)
            : new(new Tokens(new SecretText($"access-{number}"), new SecretText($"refresh-{number}")), Time.GetUtcNow().AddMinutes(5), null);
    }
}
