using OAuthDemo.AuthorizationServer.People;

namespace OAuthDemo.Unit.AuthorizationServer;

public sealed class TurnsTests
{
    private readonly Turns _turns = new();

    [Fact] // five attempts under way at once would lock a name, were they right or wrong
    public async Task Of_one_name_one_password_is_checked_at_a_time()
    {
        var first = await _turns.TakeAsync("login ALICE");
        var others = Enumerable.Range(0, 8).Select(_ => _turns.TakeAsync("login ALICE")).ToList();
        others.ShouldAllBe(turn => !turn.IsCompleted);

        first.Dispose();
        while (others.Count > 0)
        {
            var next = await Task.WhenAny(others);
            others.Remove(next);
            others.ShouldAllBe(turn => !turn.IsCompleted);
            (await next).Dispose();
        }
    }

    [Fact]
    public async Task An_attempt_that_failed_lets_the_next_one_go_on()
    {
        await Should.ThrowAsync<InvalidOperationException>(async () =>
        {
            using var turn = await _turns.TakeAsync("login ALICE");
            throw new InvalidOperationException();
        });

        (await _turns.TakeAsync("login ALICE")).Dispose();
    }
}
