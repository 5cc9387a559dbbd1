using OAuthDemo.FinanceAggregator.Bank;
using OAuthDemo.FinanceAggregator.Connections;

namespace OAuthDemo.Unit.FinanceAggregator;

public sealed class SingleFlightTests
{
    [Fact]
    public async Task A_token_with_more_than_a_minute_left_is_used_as_it_is()
    {
        await using var connection = await ConnectionFixture.WithAsync(secondsLeft: 61);

        (await connection.GetAsync()).ShouldBe(new SecretText("access-1"));
        connection.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task A_token_is_replaced_a_minute_ahead_of_its_end()
    {
        await using var connection = await ConnectionFixture.WithAsync(secondsLeft: 60);

        (await connection.GetAsync()).ShouldBe(new SecretText("access-2"));
        connection.Requests.ShouldBe(1);
    }

    // RFC 9700 §4.14: a rotated refresh token that is used twice ends everything.
    [Fact]
    public async Task Fifty_who_need_a_token_at_the_same_time_make_one_token_request()
    {
        await using var connection = await ConnectionFixture.WithAsync(secondsLeft: 30);
        var answer = new TaskCompletionSource<GrantedTokens>();
        connection.Bank = _ => answer.Task;

        var waiting = Enumerable.Range(0, 50).Select(_ => Task.Run(() => connection.GetAsync())).ToList();
        await Task.WhenAny(Task.WhenAll(waiting), Task.Delay(100, TestContext.Current.CancellationToken));
        answer.SetResult(new(new Tokens(new("access-2"), new("refresh-2")), connection.Time.GetUtcNow().AddMinutes(5), null));

        (await Task.WhenAll(waiting)).ShouldAllBe(token => token == new SecretText("access-2"));
        connection.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task Fifty_whose_token_the_api_turned_down_make_one_token_request()
    {
        await using var connection = await ConnectionFixture.WithAsync();

        var tokens = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => connection.GetAsync(refused: "access-1"))));

        tokens.ShouldAllBe(token => token == new SecretText("access-2"));
        connection.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task The_new_refresh_token_is_stored_before_the_access_token_is_handed_out()
    {
        await using var connection = await ConnectionFixture.WithAsync(secondsLeft: 0);

        await connection.GetAsync();

        var stored = await connection.StoredAsync();
        connection.Seal.Open(stored.SealedTokens).ShouldBe(new Tokens(new("access-2"), new("refresh-2")));
        stored.Refreshes.ShouldBe(1);
    }

    // RFC 6749 §6: the server may leave the refresh token as it was.
    [Fact]
    public async Task A_refresh_token_that_was_not_rotated_is_kept()
    {
        await using var connection = await ConnectionFixture.WithAsync(secondsLeft: 0);
        connection.Bank = _ => Task.FromResult(new GrantedTokens(new(new("access-2"), null), connection.Time.GetUtcNow().AddMinutes(5), null));

        await connection.GetAsync();

        connection.Seal.Open((await connection.StoredAsync()).SealedTokens)!.Refresh.ShouldBe(new SecretText("refresh-1"));
    }

    [Fact]
    public async Task Whoever_stops_waiting_does_not_stop_the_refresh_of_the_others()
    {
        await using var connection = await ConnectionFixture.WithAsync(secondsLeft: 0);
        var answer = new TaskCompletionSource<GrantedTokens>();
        connection.Bank = _ => answer.Task;
        using var impatience = new CancellationTokenSource();

        var impatient = connection.Tokens.GetAsync(ConnectionFixture.Id, refused: null, impatience.Token);
        var patient = connection.GetAsync();
        await impatience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(impatient);
        answer.SetResult(new(new(new("access-2"), new("refresh-2")), connection.Time.GetUtcNow().AddMinutes(5), null));

        (await patient).ShouldBe(new SecretText("access-2"));
        connection.Requests.ShouldBe(1);
    }
}
