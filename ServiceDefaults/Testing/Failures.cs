using Microsoft.AspNetCore.Http;
using OAuthDemo.ServiceDefaults.Problems;

namespace OAuthDemo.ServiceDefaults.Testing;

/// <summary>How the next requests to an endpoint are to go wrong.</summary>
/// <param name="Endpoint">The path, such as /connect/token; everything below it fails too.</param>
/// <param name="Status">Answers with this status instead.</param>
/// <param name="DelayMilliseconds">Waits so long before it answers as ever, or with the status.</param>
/// <param name="Drop">Closes the connection without an answer.</param>
/// <param name="Times">How many requests; one if absent.</param>
public sealed record Failure(string Endpoint, int? Status = null, int? DelayMilliseconds = null, bool Drop = false, int Times = 1);

/// <summary>Requests that are to go wrong: as a server does that is overloaded, slow, or being restarted.</summary>
public sealed class Failures
{
    /// <summary>Tells whoever stands in front that it was to be no answer at all.</summary>
    public const string Dropped = "X-Testing-Dropped";

    private readonly Lock _gate = new();
    private readonly List<Failure> _waiting = [];

    /// <summary>Lets requests go wrong that come after this.</summary>
    public void Add(Failure failure)
    {
        lock (_gate) _waiting.Add(failure);
    }

    /// <summary>Forgets what has not happened yet.</summary>
    public void Clear()
    {
        lock (_gate) _waiting.Clear();
    }

    /// <summary>Takes the place of what would have answered, as long as a failure waits for the path of the request.</summary>
    public async Task FailAsync(HttpContext http, RequestDelegate next)
    {
        if (Take(http.Request.Path) is not { } failure)
        {
            await next(http);
            return;
        }

        if (failure.DelayMilliseconds is { } delay)
            await Task.Delay(delay, http.RequestAborted);
        if (failure.Drop)
            await DropAsync(http);
        else if (failure.Status is { } status)
            await Problem.Of(status, "testing.failure", "A test asked for this failure.").ExecuteAsync(http);
        else
            await next(http);
    }

    // A proxy would answer in the place of who hung up; it is asked to hang up itself.
    private static Task DropAsync(HttpContext http)
    {
        if (!http.Request.Headers.ContainsKey("X-Original-For"))
        {
            http.Abort();
            return Task.CompletedTask;
        }

        http.Response.Headers[Dropped] = "true";
        return Problem.Of(StatusCodes.Status502BadGateway, "testing.dropped", "A test asked for a lost connection.").ExecuteAsync(http);
    }

    private Failure? Take(PathString path)
    {
        lock (_gate)
        {
            var index = _waiting.FindIndex(failure => path.StartsWithSegments(failure.Endpoint.TrimEnd('/'), StringComparison.Ordinal));
            if (index < 0)
                return null;
            var failure = _waiting[index];
            if (failure.Times > 1)
                _waiting[index] = failure with { Times = failure.Times - 1 };
            else
                _waiting.RemoveAt(index);
            return failure;
        }
    }
}
