namespace OAuthDemo.AuthorizationServer.Errors;

/// <summary>An error of the back channel that the engine itself does not answer.</summary>
internal static class OAuthError
{
    /// <summary>
    /// The store is away. RFC 6749 §4.1.2.1 has the word for it; after a revocation the client must take its token for alive (RFC 7009 §2.2.1).
    /// </summary>
    public static IResult TemporarilyUnavailable { get; } = new Uncached(TypedResults.Json(
        new Answer("temporarily_unavailable", "The authorization server cannot look this up at the moment. Ask again in a few seconds."), statusCode: StatusCodes.Status503ServiceUnavailable));

    private sealed record Answer(
        [property: System.Text.Json.Serialization.JsonPropertyName("error")] string Error,
        [property: System.Text.Json.Serialization.JsonPropertyName("error_description")] string Description);

    private sealed class Uncached(IResult answer) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.CacheControl = "no-store";
            return answer.ExecuteAsync(httpContext);
        }
    }
}
