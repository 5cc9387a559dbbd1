using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OAuthDemo.ServiceDefaults.Problems;

/// <summary>Says in one line of the log that the store is away, and in a header when to come back; the body is that of any other error.</summary>
internal sealed partial class StoreAwayAnswer(ILogger<StoreAwayAnswer> log) : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (StoreAway.Explains(exception))
        {
            LogAway(httpContext.Request.Path, exception.GetBaseException().Message);
            httpContext.Response.Headers.RetryAfter = StoreAway.RetryAfterSeconds;
        }

        return ValueTask.FromResult(false);
    }

    [LoggerMessage(LogLevel.Warning, "The store does not answer to {Path}: {Reason}")]
    private partial void LogAway(string path, string reason);
}
