namespace OAuthDemo.Unit.ServiceDefaults;

public sealed class ProblemTests : IAsyncDisposable
{
    private readonly ResourceApi _api = new();

    [Fact]
    public async Task An_unknown_path_is_a_problem_with_a_code()
    {
        var answer = await _api.GetAsync(null, "/nowhere");
        answer.Status.ShouldBe(404);
        answer.Headers.ContentType.ToString().ShouldStartWith("application/problem+json");
        answer.Code.ShouldBe("path.notFound");
    }

    [Fact]
    public async Task An_exception_is_a_problem_that_tells_no_reason()
    {
        var answer = await _api.GetAsync(null, "/broken");
        answer.Status.ShouldBe(500);
        answer.Code.ShouldBe("server.error");
        answer.Body.ShouldNotContain("secret");
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();
}
