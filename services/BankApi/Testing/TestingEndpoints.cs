using Microsoft.AspNetCore.Http.HttpResults;
using OAuthDemo.BankApi.Consents;
using OAuthDemo.BankApi.Seed;
using OAuthDemo.BankApi.Store;
using OAuthDemo.ServiceDefaults.Problems;
using OAuthDemo.ServiceDefaults.Testing;

namespace OAuthDemo.BankApi.Testing;

// For the bank's own authorization server, whose testing API the tests use. There only where this service is under test too,
// and never behind the gateway.
internal static class TestingEndpoints
{
    public const string Scope = "testing";
    private const string OnlyCaller = "authorization-server";

    private const string Path = "/internal/testing";

    public static void AddTesting(this IHostApplicationBuilder builder)
    {
        if (builder.Configuration.IsUnderTest()) builder.Services.AddSingleton<Failures>();
    }

    public static void UseTesting(this WebApplication app)
    {
        if (!app.Configuration.IsUnderTest()) return;

        var failures = app.Services.GetRequiredService<Failures>();
        app.UseWhen(http => !http.Request.Path.StartsWithSegments(Path), all => all.Use(failures.FailAsync));
    }

    public static void MapTesting(this WebApplication app)
    {
        if (!app.Configuration.IsUnderTest()) return;

        var testing = app.MapGroup(Path).RequireAuthorization(Scope)
            .RequireAuthorization(policy => policy.RequireClaim("client_id", OnlyCaller)).ExcludeFromDescription();
        testing.MapPost("/customers", JoinAsync);
        testing.MapPost("/story", ContinueAsync);
        testing.MapPost("/reset", ResetAsync);
        testing.MapPost("/failures", Fail);
        testing.MapPost("/recovery", Recover);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> JoinAsync(
        NewCustomer customer, BankDb db, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            await Newcomers.JoinAsync(db, customer, time.GetUtcNow(), cancellation);
            return TypedResults.NoContent();
        }
        catch (FormatException mistake)
        {
            return Problem.Of(StatusCodes.Status400BadRequest, "account.mistake", mistake.Message);
        }
    }

    private static async Task<NoContent> ContinueAsync(BankDb db, TimeProvider time, CancellationToken cancellation)
    {
        await Story.ContinueAsync(db, time.GetUtcNow(), cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ResetAsync(BankDb db, TimeProvider time, RecentAnswers<Answer> recent, Failures failures, CancellationToken cancellation)
    {
        await FirstDay.ReturnAsync(db, time.GetUtcNow(), cancellation);
        recent.Clear();
        failures.Clear();
        return TypedResults.NoContent();
    }

    private static NoContent Fail(Failure failure, Failures failures)
    {
        failures.Add(failure);
        return TypedResults.NoContent();
    }

    private static NoContent Recover(Failures failures)
    {
        failures.Clear();
        return TypedResults.NoContent();
    }
}
