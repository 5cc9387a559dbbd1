using Microsoft.AspNetCore.Http.HttpResults;
using OAuthDemo.ServiceDefaults.Problems;

namespace OAuthDemo.AuthorizationServer.Testing;

internal static class FailureEndpoints
{
    public static void MapFailures(this RouteGroupBuilder testing)
    {
        testing.MapPost("/failures", Add).WithSummary("Lets the next requests to an endpoint of the authorization server fail: by a status, by a delay, or by a lost connection.");
        testing.MapDelete("/failures", (Failures failures) =>
        {
            failures.Clear();
            return TypedResults.NoContent();
        }).WithSummary("Forgets all failures that have not happened yet.");
    }

    private static Results<NoContent, ProblemHttpResult> Add(Failure failure, Failures failures)
    {
        if (!failure.Endpoint.StartsWith('/'))
            return Mistake("endpoint must be a path such as /connect/token.");
        if (failure is { Status: null, DelayMilliseconds: null, Drop: false } || failure.Status is < 400 or > 599 || failure.DelayMilliseconds is < 0 or > 600_000)
            return Mistake("one of status (400 to 599), delayMilliseconds (at most 600000) and drop must be given.");
        if (failure.Times < 1)
            return Mistake("times must be 1 or more.");
        failures.Add(failure);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult Mistake(string detail) => Problem.Of(StatusCodes.Status400BadRequest, "failure.mistake", detail);
}
