using Microsoft.AspNetCore.Http.HttpResults;
using OAuthDemo.ServiceDefaults.Problems;
using OAuthDemo.ServiceDefaults.Testing;

namespace OAuthDemo.AuthorizationServer.Testing;

/// <summary>The clock of the whole bank.</summary>
internal static class ClockEndpoints
{
    private const double Most = 100 * 365.25 * 24 * 3600;

    public static void MapClock(this RouteGroupBuilder testing)
    {
        testing.MapGet("/clock", (TestClock clock) => Tell(clock)).WithSummary("What time it is at the bank.");
        testing.MapPost("/clock", AdvanceAsync).WithSummary("Moves the bank's clock ahead; it never goes back, except by a reset.");
    }

    private static Ok<Clock> Tell(TestClock clock) => TypedResults.Ok(new Clock(clock.GetUtcNow(), clock.Ahead.TotalSeconds));

    private static async Task<Results<Ok<Clock>, ProblemHttpResult>> AdvanceAsync(Advance asked, TestClock clock, AccountsOfPeople accounts)
    {
        if (asked.AdvanceSeconds is not (>= 0 and < Most))
            return Problem.Of(StatusCodes.Status400BadRequest, "clock.backwards", "advanceSeconds must be a number of seconds, 0 or more, and less than a hundred years.");
        clock.Advance(TimeSpan.FromSeconds(asked.AdvanceSeconds));
        await accounts.TellAsync();
        return Tell(clock);
    }

    /// <param name="AdvanceSeconds">By how much.</param>
    internal sealed record Advance(double AdvanceSeconds);

    /// <param name="Now">The bank's time.</param>
    /// <param name="AheadSeconds">How far that is ahead of the real one.</param>
    internal sealed record Clock(DateTimeOffset Now, double AheadSeconds);
}
