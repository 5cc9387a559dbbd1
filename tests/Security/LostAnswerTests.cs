using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Security;

/// <summary>Two requests with one refresh token: at the same moment, a moment later, and too late (RFC 9700 §4.14.2).</summary>
public sealed class LostAnswerTests : IAsyncLifetime
{
    private readonly DemoSystem _demo = new();

    [Fact]
    public async Task F03_Of_parallel_refreshes_one_wins_and_nothing_dies()
    {
        var first = await RefreshTokenAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _demo.Client().RefreshAsync(first)));

        var won = answers.Where(answer => answer.Status == 200).ShouldHaveSingleItem();
        answers.Where(answer => answer.Status != 200).ShouldAllBe(answer => answer.Status == 400 && answer["error"] == "invalid_grant");
        (await _demo.Client().RefreshAsync(won.Must("refresh_token"))).Must("access_token");
    }

    [Fact]
    public async Task F03_A_lost_answer_is_given_again_and_the_lost_one_dies()
    {
        var first = await RefreshTokenAsync();
        var lost = (await _demo.Client().RefreshAsync(first)).Must("refresh_token");
        _demo.AdvanceClock(TimeSpan.FromSeconds(5));

        var again = (await _demo.Client().RefreshAsync(first)).Must("refresh_token");

        again.ShouldNotBe(lost);
        var next = (await _demo.Client().RefreshAsync(again)).Must("refresh_token");
        (await _demo.Client().RefreshAsync(lost)).ShouldBeError(400, "invalid_grant"); // somebody has read it after all
        (await _demo.Client().RefreshAsync(next)).ShouldBeError(400, "invalid_grant");
    }

    [Fact]
    public async Task F03_An_answer_that_was_used_was_not_lost()
    {
        var first = await RefreshTokenAsync();
        var second = (await _demo.Client().RefreshAsync(first)).Must("refresh_token");
        var third = (await _demo.Client().RefreshAsync(second)).Must("refresh_token");
        _demo.AdvanceClock(TimeSpan.FromSeconds(5));

        (await _demo.Client().RefreshAsync(first)).ShouldBeError(400, "invalid_grant");

        (await _demo.Client().RefreshAsync(third)).ShouldBeError(400, "invalid_grant"); // F02
    }

    [Fact]
    public async Task F03_After_the_leeway_it_is_theft()
    {
        var first = await RefreshTokenAsync();
        var second = (await _demo.Client().RefreshAsync(first)).Must("refresh_token");
        _demo.AdvanceClock(TimeSpan.FromSeconds(31));

        (await _demo.Client().RefreshAsync(first)).ShouldBeError(400, "invalid_grant");

        (await _demo.Client().RefreshAsync(second)).ShouldBeError(400, "invalid_grant");
    }

    [Fact]
    public async Task F03_Of_parallel_requests_for_a_lost_answer_one_wins()
    {
        var first = await RefreshTokenAsync();
        await _demo.Client().RefreshAsync(first);
        _demo.AdvanceClock(TimeSpan.FromSeconds(5));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _demo.Client().RefreshAsync(first)));

        answers.Count(answer => answer.Status == 200).ShouldBe(1);
    }

    [Fact]
    public async Task F06_A_refresh_token_that_nobody_uses_expires()
    {
        var first = await RefreshTokenAsync();
        _demo.AdvanceClock(TimeSpan.FromDays(13));
        var second = (await _demo.Client().RefreshAsync(first)).Must("refresh_token");
        _demo.AdvanceClock(TimeSpan.FromDays(15));

        (await _demo.Client().RefreshAsync(second)).ShouldBeError(400, "invalid_grant");
    }

    [Fact]
    public async Task F06_However_often_it_is_used_it_ends_with_the_consent()
    {
        var token = (await _demo.Client().ConnectAsync(days: 30)).Must("refresh_token");
        for (var days = 0; days < 27; days += 9)
        {
            _demo.AdvanceClock(TimeSpan.FromDays(9));
            token = (await _demo.Client().RefreshAsync(token)).Must("refresh_token");
        }

        _demo.AdvanceClock(TimeSpan.FromDays(4));

        (await _demo.Client().RefreshAsync(token)).ShouldBeError(400, "invalid_grant");
    }

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => _demo.InitializeAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _demo.DisposeAsync();

    private async Task<string> RefreshTokenAsync() => (await _demo.Client().ConnectAsync(days: 90)).Must("refresh_token");
}
