using OAuthDemo.FinanceAggregator.Bank;
using OAuthDemo.FinanceAggregator.Connections;

namespace OAuthDemo.Unit.FinanceAggregator;

public sealed class ConsentWatchTests
{
    private static Task<bool> LookAsync(ConnectionFixture connection) => connection.Watch.LookAsync("visitor", CancellationToken.None);

    [Fact]
    public async Task A_consent_that_lives_changes_nothing()
    {
        await using var connection = await ConnectionFixture.WithAsync();
        connection.Consent = _ => new("Authorised", null, null);

        (await LookAsync(connection)).ShouldBeFalse();

        (await connection.StoredAsync()).Status.ShouldBe(ConnectionStatus.Active);
    }

    [Theory]
    [InlineData("person", ConnectionStatus.Revoked)]
    [InlineData("Person", ConnectionStatus.Revoked)]
    [InlineData("bank", ConnectionStatus.Revoked)]
    [InlineData("client", ConnectionStatus.Disconnected)]
    [InlineData("expiry", ConnectionStatus.Expired)]
    public async Task What_has_ended_at_the_bank_ends_here_with_who_ended_it_and_when(string by, ConnectionStatus status)
    {
        await using var connection = await ConnectionFixture.WithAsync();
        var when = connection.Time.GetUtcNow().AddSeconds(-3);
        connection.Consent = _ => new("Revoked", when, by);

        (await LookAsync(connection)).ShouldBeTrue();

        var stored = await connection.StoredAsync();
        (stored.Status, stored.EndedBy, stored.EndedAt).ShouldBe((status, by.ToLowerInvariant(), when));
        stored.SealedTokens.ShouldBeNull();
        stored.BankKnows.ShouldBeTrue();
    }

    [Fact]
    public async Task A_bank_that_does_not_answer_ends_nothing()
    {
        await using var connection = await ConnectionFixture.WithAsync();
        connection.Consent = _ => null;

        (await LookAsync(connection)).ShouldBeFalse();

        (await connection.StoredAsync()).Status.ShouldBe(ConnectionStatus.Active);
    }

    [Fact]
    public async Task Its_time_being_over_ends_it_without_asking_anybody()
    {
        await using var connection = await ConnectionFixture.WithAsync(consentEnds: new DateTimeOffset(2026, 5, 5, 9, 0, 0, TimeSpan.Zero));
        connection.Consent = _ => throw new InvalidOperationException("was asked");
        connection.Time.Advance(TimeSpan.FromDays(1));

        (await LookAsync(connection)).ShouldBeTrue();

        var stored = await connection.StoredAsync();
        (stored.Status, stored.EndedBy).ShouldBe((ConnectionStatus.Expired, "expiry"));
        connection.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task Watching_does_not_use_up_refresh_tokens()
    {
        await using var connection = await ConnectionFixture.WithAsync(secondsLeft: 30);
        connection.Consent = _ => new("Authorised", null, null);

        await LookAsync(connection);

        connection.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task A_refused_refresh_token_is_followed_by_the_question_who_ended_it()
    {
        await using var connection = await ConnectionFixture.WithAsync(secondsLeft: 30);
        connection.Bank = _ => Task.FromException<GrantedTokens>(new BankException(BankTrouble.Ended));
        connection.Consent = _ => new("Revoked", null, "person");

        await Should.ThrowAsync<BankException>(connection.GetAsync());

        (await connection.StoredAsync()).EndedBy.ShouldBe("person");
    }

    [Theory]
    [InlineData(7.1, false)]
    [InlineData(6.9, true)]
    public async Task She_is_reminded_in_the_last_seven_days(double days, bool reminded)
    {
        await using var connection = await ConnectionFixture.WithAsync(consentEnds: new DateTimeOffset(2026, 5, 4, 9, 0, 0, TimeSpan.Zero).AddDays(days));

        (await connection.StoredAsync()).EndsSoon(connection.Time.GetUtcNow()).ShouldBe(reminded);
    }
}
