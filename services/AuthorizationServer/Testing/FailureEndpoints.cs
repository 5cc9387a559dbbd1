using Microsoft.AspNetCore.Http.HttpResults;
using OAuthDemo.ServiceDefaults.Problems;
using OAuthDemo.ServiceDefaults.Testing;

namespace OAuthDemo.AuthorizationServer.Testing;

internal static class FailureEndpoints
{
    public static void MapFailures(this RouteGroupBuilder testing)
    {
        testing.MapPost("/failures", AddAsync).WithSummary("Lets the next requests to an endpoint of the bank, its API included, fail: by a status, by a delay, or by a lost connection.");
        testing.MapDelete("/failures", async (Failures failures, AccountsOfPeople api) =>
        {
            failures.Clear();
            await api.RecoverAsync();
            return TypedResults.NoContent();
        }).WithSummary("Forgets all failures that have not happened yet.");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> AddAsync(Failure failure, Failures failures, AccountsOfPeople api)
    {
        if (!failure.Endpoint.StartsWith('/'))
            return Mistake("endpoint must be a path such as /connect/token.");
        if (failure is { Status: null, DelayMilliseconds: null, Drop: false } || failure.Status is < 400 or > 599 || failure.DelayMilliseconds is < 0 or > 600_000)
            return Mistake("one of status (400 to 599), delayMilliseconds (at most 600000) and drop must be given.");
        if (failure.Times < 1)
            return Mistake("times must be 1 or more.");
        if (IsOfTheApi(failure.Endpoint))
            await api.FailAsync(failure);
        else
            failures.Add(failure);
        return TypedResults.NoContent();
    }

    // Consents are asked for below /api as well, and answered here.
    private static bool IsOfTheApi(PathString path) =>
        (path.StartsWithSegments("/api") && !path.StartsWithSegments("/api/consents")) || path.StartsWithSegments("/.well-known/oauth-protected-resource");

    private static ProblemHttpResult Mistake(string detail) => Problem.Of(StatusCodes.Status400BadRequest, "failure.mistake", detail);
}
