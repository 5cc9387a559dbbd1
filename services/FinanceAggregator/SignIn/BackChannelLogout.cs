using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using OAuthDemo.FinanceAggregator.Bank;
using OAuthDemo.FinanceAggregator.Store;

namespace OAuthDemo.FinanceAggregator.SignIn;

/// <summary>
/// The bank says on the direct line that somebody signed out there; her sign-in here ends with it, whichever browser it is in
/// (OpenID Connect Back-Channel Logout). Connections stay: they are permissions, not a sign-in.
/// </summary>
internal static class BackChannelLogout
{
    public const string Path = "/callback/logout";

    private const int LongestToken = 8 * 1024;

    public static void MapBackChannelLogout(this IEndpointRouteBuilder routes) =>
        routes.MapPost(Path, HandleAsync).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(2 * LongestToken));

    private static async Task<IResult> HandleAsync(
        HttpContext http, LogoutTokens tokens, PersonStore people, IDbContextFactory<AggregatorDb> store, ILoggerFactory logs)
    {
        http.Response.Headers.CacheControl = "no-store";
        var log = logs.CreateLogger(typeof(BackChannelLogout));
        try
        {
            var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : null;
            if (form?["logout_token"] is not [{ Length: > 0 and <= LongestToken } token])
                throw new SecurityTokenException("There is no logout_token, or more than one.");

            var ended = await tokens.ReadAsync(token, http.RequestAborted);
            await SpendAsync(store, ended);
            log.LogInformation("{Count} sign-ins ended because the person signed out at the bank", await people.EndAsync(ended));
            return TypedResults.Ok();
        }
        catch (SecurityTokenException problem)
        {
            log.LogWarning("A logout token was refused: {Reason}", problem.Message);
            return TypedResults.BadRequest(new { error = "invalid_request", error_description = problem.Message });
        }
        catch (Exception problem) when (TokenRequests.Explain(problem) is { Trouble: BankTrouble.Unreachable } && problem is not DbUpdateException)
        {
            log.LogWarning("A logout token cannot be checked while the bank does not answer: {Reason}", problem.Message);
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    // One statement decides who was first, also between two instances.
    private static async Task SpendAsync(IDbContextFactory<AggregatorDb> store, EndedSession ended)
    {
        await using var db = await store.CreateDbContextAsync();
        var expires = ended.ExpiresAt.AddMinutes(2);
        db.Add(new SpentLogoutToken { Id = ended.TokenId, ExpiresAt = expires });
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException) when (db.SpentLogoutTokens.Any(token => token.Id == ended.TokenId))
        {
            throw new SecurityTokenException("It has been used before.");
        }
    }
}
