using OAuthDemo.StatementWorker.Nightly;

namespace OAuthDemo.Unit.StatementWorker;

public sealed class NextNightTests
{
    private static readonly TimeOnly _two = new(2, 0);

    [Theory]
    [InlineData("2026-10-31T01:59:59Z", "2026-10-31T02:00:00Z")]
    [InlineData("2026-10-31T02:00:00Z", "2026-11-01T02:00:00Z")]
    [InlineData("2026-12-31T23:00:00Z", "2027-01-01T02:00:00Z")]
    [InlineData("2026-10-31T03:30:00+02:00", "2026-10-31T02:00:00Z")]
    public void It_is_the_next_time_that_the_clock_shows_it_in_UTC(string now, string expected) =>
        NextNight.After(At(now), _two).ShouldBe(At(expected));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
