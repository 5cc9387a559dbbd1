using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using OAuthDemo.ServiceDefaults.Problems;

namespace OAuthDemo.ServiceDefaults.Testing;

/// <summary>
/// Names the reason of a failure in the answer of the testing API. Its caller holds the testing key and cannot always read the log, e.g.
/// of a container. The exception with its stack stays in the log.
/// </summary>
internal sealed class TestingExceptionHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!IsTestingApi(httpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path))
            return false;

        var problem = Problem.Of(httpContext.Response.StatusCode, "testing.failed", ReasonOf(exception));
        await problem.ExecuteAsync(httpContext).ConfigureAwait(false);
        return true;
    }

    private static bool IsTestingApi(PathString path) =>
        path.StartsWithSegments("/testing") || path.StartsWithSegments("/internal/testing");

    // The outer exception says what failed and the inner ones why.
    private static string ReasonOf(Exception? exception)
    {
        var reasons = new List<string>();
        for (; exception is not null; exception = exception.InnerException)
            reasons.Add($"{exception.GetType().Name}: {exception.Message}");
        return string.Join(" ← ", reasons);
    }
}
