using OAuthDemo.FinanceAggregator.Bank;
using OAuthDemo.FinanceAggregator.Connections;
using static OpenIddict.Abstractions.OpenIddictExceptions;

namespace OAuthDemo.Unit.FinanceAggregator;

public sealed class RefreshFailureTests
{
    private static Task<GrantedTokens> Fails(BankTrouble trouble) => Task.FromException<GrantedTokens>(new BankException(trouble));

    [Fact]
    public async Task A_refused_refresh_token_ends_the_connection_and_its_tokens()
    {
        await using var connection = await ConnectionFixture.WithAsync(secondsLeft: 0);
        connection.Bank = _ => Fails(BankTrouble.Ended);

        (await Should.ThrowAsync<BankException>(connection.GetAsync())).Trouble.ShouldBe(BankTrouble.Ended);

        var stored = await connection.StoredAsync();
        stored.Status.ShouldBe(ConnectionStatus.Revoked);
        stored.EndedAt.ShouldBe(connection.Time.GetUtcNow());
        stored.SealedTokens.ShouldBeNull();
    }

    [Fact]
    public async Task After_the_agreed_day_a_refused_refresh_token_means_expired()
    {
        await using var connection = await ConnectionFixture.WithAsync(
            secondsLeft: 0, consentEnds: new DateTimeOffset(2026, 5, 4, 9, 0, 0, TimeSpan.Zero));
        connection.Bank = _ => Fails(BankTrouble.Ended);

        await Should.ThrowAsync<BankException>(connection.GetAsync());

        (await connection.StoredAsync()).Status.ShouldBe(ConnectionStatus.Expired);
    }

    [Fact]
    public async Task An_ended_connection_asks_the_bank_nothing()
    {
        await using var connection = await ConnectionFixture.WithAsync(secondsLeft: 0);
        connection.Bank = _ => Fails(BankTrouble.Ended);
        await Should.ThrowAsync<BankException>(connection.GetAsync());

        await Should.ThrowAsync<BankException>(connection.GetAsync());

        connection.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task An_unreachable_bank_costs_nothing()
    {
        await using var connection = await ConnectionFixture.WithAsync(secondsLeft: 0);
        connection.Bank = _ => Fails(BankTrouble.Unreachable);
        (await Should.ThrowAsync<BankException>(connection.GetPatientlyAsync())).Trouble.ShouldBe(BankTrouble.Unreachable);
        (await connection.StoredAsync()).Status.ShouldBe(ConnectionStatus.Active);
        connection.Requests.ShouldBe(3);

        connection.Bank = null;
        await connection.GetAsync();
        connection.Requests.ShouldBe(4);
    }

    [Fact] // RFC 9700 §4.14.2: sooner it would look like a parallel use, and later like theft
    public async Task An_answer_that_was_lost_is_asked_for_again_after_three_seconds_with_the_same_refresh_token()
    {
        await using var connection = await ConnectionFixture.WithAsync(secondsLeft: 0);
        var begun = connection.Time.GetUtcNow();
        var sent = new List<(SecretText Token, TimeSpan After)>();
        connection.Bank = token =>
        {
            sent.Add((token, connection.Time.GetUtcNow() - begun));
            return sent.Count < 3 ? Fails(BankTrouble.Unreachable)
                : Task.FromResult(new GrantedTokens(new(new("access-2"), new("refresh-2")), begun.AddMinutes(5), null));
        };

        (await connection.GetPatientlyAsync()).ShouldBe(new SecretText("access-2"));

        sent.ShouldAllBe(request => request.Token == new SecretText("refresh-1"));
        (sent[1].After - sent[0].After).ShouldBeInRange(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10));
        (sent[2].After - sent[1].After).ShouldBeInRange(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10));
        connection.Seal.Open((await connection.StoredAsync()).SealedTokens)!.Refresh.ShouldBe(new SecretText("refresh-2"));
    }

    [Fact]
    public async Task While_the_bank_is_unreachable_the_rest_of_a_tokens_minute_is_used()
    {
        await using var connection = await ConnectionFixture.WithAsync(secondsLeft: 40);
        connection.Bank = _ => Fails(BankTrouble.Unreachable);

        (await connection.GetPatientlyAsync()).ShouldBe(new SecretText("access-1"));

        connection.Time.Advance(TimeSpan.FromSeconds(40));
        await Should.ThrowAsync<BankException>(connection.GetPatientlyAsync());
    }

    [Fact]
    public async Task A_request_that_the_bank_does_not_allow_keeps_the_connection()
    {
        await using var connection = await ConnectionFixture.WithAsync(secondsLeft: 0);
        connection.Bank = _ => Fails(BankTrouble.Refused);

        (await Should.ThrowAsync<BankException>(connection.GetAsync())).Trouble.ShouldBe(BankTrouble.Refused);

        (await connection.StoredAsync()).Status.ShouldBe(ConnectionStatus.Active);
    }

    [Fact]
    public async Task Without_a_refresh_token_a_connection_lasts_as_long_as_its_access_token()
    {
        await using var connection = await ConnectionFixture.WithAsync(refreshToken: null, secondsLeft: 10);
        (await connection.GetAsync()).ShouldBe(new SecretText("access-1"));

        connection.Time.Advance(TimeSpan.FromSeconds(10));
        await Should.ThrowAsync<BankException>(connection.GetAsync());

        (await connection.StoredAsync()).Status.ShouldBe(ConnectionStatus.Expired);
        connection.Requests.ShouldBe(0);
    }

    // RFC 6749 §5.2 and what a network does.
    [Theory]
    [InlineData("invalid_grant", BankTrouble.Ended)]
    [InlineData("server_error", BankTrouble.Unreachable)]
    [InlineData("temporarily_unavailable", BankTrouble.Unreachable)]
    [InlineData("slow_down", BankTrouble.Busy)]
    [InlineData("invalid_client", BankTrouble.Refused)]
    [InlineData("unauthorized_client", BankTrouble.Refused)]
    public void A_token_endpoints_error_is_told_apart(string error, BankTrouble trouble)
    {
        var problem = TokenRequests.Explain(new ProtocolException("no", error, null, null));

        problem.Trouble.ShouldBe(trouble);
        problem.Code.ShouldBe(error);
    }

    [Fact]
    public void No_answer_at_all_means_unreachable() =>
        TokenRequests.Explain(new HttpRequestException("refused")).Trouble.ShouldBe(BankTrouble.Unreachable);
}
