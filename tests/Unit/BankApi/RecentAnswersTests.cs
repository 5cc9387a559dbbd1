using Microsoft.Extensions.Time.Testing;
using OAuthDemo.BankApi.Consents;

namespace OAuthDemo.Unit.BankApi;

public sealed class RecentAnswersTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RecentAnswers<int> _recent;
    private int _asked;

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    public RecentAnswersTests() => _recent = new RecentAnswers<int>(_time, TimeSpan.FromSeconds(5), capacity: 3);

    [Fact]
    public async Task An_answer_serves_for_less_than_five_seconds()
    {
        (await GetAsync("a")).ShouldBe(1);
        _time.Advance(TimeSpan.FromSeconds(4.999));
        (await GetAsync("a")).ShouldBe(1);
        _time.Advance(TimeSpan.FromSeconds(0.001));
        (await GetAsync("a")).ShouldBe(2);
    }

    [Fact]
    public async Task Its_age_counts_from_the_question_and_not_from_the_answer()
    {
        var slow = new TaskCompletionSource<int>();
        var waiting = _recent.GetAsync("a", () => slow.Task, Test);
        _time.Advance(TimeSpan.FromSeconds(4));
        slow.SetResult(7);
        (await waiting).ShouldBe(7);

        _time.Advance(TimeSpan.FromSeconds(1));
        (await GetAsync("a")).ShouldBe(1);
    }

    [Fact]
    public async Task Many_who_ask_at_once_put_one_question()
    {
        var answer = new TaskCompletionSource<int>();
        var all = Enumerable.Range(0, 50).Select(_ => Task.Run(() => _recent.GetAsync("a", () =>
        {
            Interlocked.Increment(ref _asked);
            return answer.Task;
        }, Test))).ToList();
        await Task.Delay(20, TestContext.Current.CancellationToken);
        answer.SetResult(42);

        (await Task.WhenAll(all)).ShouldAllBe(one => one == 42);
        _asked.ShouldBe(1);
    }

    [Fact]
    public async Task A_failure_is_not_kept()
    {
        await Should.ThrowAsync<TimeoutException>(_recent.GetAsync("a", () => Task.FromException<int>(new TimeoutException()), Test));
        (await GetAsync("a")).ShouldBe(1);
    }

    [Fact]
    public async Task One_who_gives_up_waiting_does_not_spoil_it_for_the_others()
    {
        var answer = new TaskCompletionSource<int>();
        using var impatience = new CancellationTokenSource();
        var impatient = _recent.GetAsync("a", () => answer.Task, impatience.Token);
        var patient = _recent.GetAsync("a", () => answer.Task, Test);
        await impatience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(impatient);

        answer.SetResult(5);
        (await patient).ShouldBe(5);
        (await _recent.GetAsync("a", () => throw new InvalidOperationException("asked again"), Test)).ShouldBe(5);
    }

    [Fact]
    public async Task It_never_keeps_more_than_its_capacity()
    {
        foreach (var key in Enumerable.Range(0, 100)) await GetAsync($"{key}");
        _recent.Count.ShouldBeLessThanOrEqualTo(3);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_does_not_keep_an_answer_alive()
    {
        await GetAsync("a");
        _time.AdjustTime(_time.GetUtcNow().AddHours(-1));
        (await GetAsync("a")).ShouldBe(2);
    }

    private Task<int> GetAsync(string key) => _recent.GetAsync(key, () => Task.FromResult(++_asked), Test);
}
