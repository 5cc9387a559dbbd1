using Microsoft.Extensions.Time.Testing;
using OAuthDemo.TvApp.Device;

namespace OAuthDemo.Unit.TvApp;

/// <summary>The rhythm in which a device asks (RFC 8628 §3.5).</summary>
public sealed class PollingTests
{
    private static readonly Uri _address = new("http://localhost:8080/device");

    private readonly FakeTimeProvider _time = new();
    private readonly List<double> _waits = [];

    [Fact]
    public async Task It_waits_as_long_as_it_was_told_and_five_seconds_more_each_time_it_was_too_fast()
    {
        var poll = await PollAsync(PollOutcome.Pending, PollOutcome.SlowDown, PollOutcome.Pending, PollOutcome.SlowDown, PollOutcome.Granted);

        poll.Outcome.ShouldBe(PollOutcome.Granted);
        _waits.ShouldBe([5, 5, 10, 10, 15]);
    }

    [Fact]
    public async Task It_backs_off_from_a_server_that_does_not_answer()
    {
        await PollAsync(PollOutcome.Unreachable, PollOutcome.Unreachable, PollOutcome.Granted);

        _waits.ShouldBe([5, 10, 20]);
    }

    [Theory]
    [InlineData(PollOutcome.Denied)]
    [InlineData(PollOutcome.Expired)]
    [InlineData(PollOutcome.Refused)]
    internal async Task A_clear_answer_is_the_last(PollOutcome answer)
    {
        (await PollAsync(PollOutcome.Pending, answer)).Outcome.ShouldBe(answer);

        _waits.Count.ShouldBe(2);
    }

    [Fact]
    public async Task It_does_not_ask_when_the_code_will_have_ended_by_then()
    {
        var poll = await PollAsync([.. Enumerable.Repeat(PollOutcome.Pending, 20)]);

        poll.Outcome.ShouldBe(PollOutcome.Expired);
        _waits.Sum().ShouldBeLessThan(60);
    }

    // Each wait is over as soon as it has begun: the clock is moved by just that much.
    private async Task<Poll> PollAsync(params PollOutcome[] answers)
    {
        var login = new DeviceLogin("device-code", "BCDF-GHJK", _address, _address, _time.GetUtcNow() + TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(5));
        var next = new Queue<PollOutcome>(answers);
        var polling = new Polling(_time).UntilDecidedAsync(login, _ => Task.FromResult(new Poll(next.Dequeue())), wait => _waits.Add(wait.TotalSeconds), TestContext.Current.CancellationToken);
        for (var passed = 0; !polling.IsCompleted; passed++)
        {
            passed.ShouldBeLessThan(100, "it should have come to an end");
            _time.Advance(TimeSpan.FromSeconds(_waits[^1]));
            await Task.Yield();
        }

        return await polling;
    }
}
