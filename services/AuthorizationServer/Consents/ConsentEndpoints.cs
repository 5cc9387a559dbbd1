using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using OAuthDemo.AuthorizationServer.Protocol;
using OAuthDemo.ServiceDefaults.Problems;

namespace OAuthDemo.AuthorizationServer.Consents;

/// <summary>A consent as the client sees it to whom it was given, by an access token that stands on that very consent.</summary>
internal static class ConsentEndpoints
{
    public static void MapConsents(this WebApplication app)
    {
        var consent = app.MapGroup("/api/consents/{id}").RequireAuthorization(AccessTokens.Policy);
        consent.MapGet("", async (string id, ClaimsPrincipal token, ConsentRegister register, TimeProvider time) =>
            await OwnAsync(id, token, register) is { } own ? Results.Ok(new { data = Show(own, time.GetUtcNow()) }) : NotFound());
        consent.MapDelete("", async (string id, ClaimsPrincipal token, ConsentRegister register) =>
        {
            if (await OwnAsync(id, token, register) is not { } own)
                return NotFound();
            await register.EndAsync(own, EndedBy.Client); // a second time changes nothing
            return Results.NoContent();
        });
    }

    // Somebody else's consent looks like one that never was.
    private static async Task<Consent?> OwnAsync(string id, ClaimsPrincipal token, ConsentRegister register) =>
        token.FindFirstValue("consent_id") == id && await register.FindAsync(id) is { } consent && consent.ClientId == token.FindFirstValue("client_id")
            ? consent : null;

    private static ProblemHttpResult NotFound() => Problem.Of(404, "consent.notFound", "This access token stands on no consent of this id.");

    private static object Show(Consent consent, DateTimeOffset now) => new
    {
        consentId = consent.Id,
        status = consent.StatusAt(now).ToString(),
        scopes = consent.Scopes,
        accounts = consent.AccountIds.Count,
        createdAt = consent.CreatedAt,
        expiresAt = consent.ExpiresAt,
        statusUpdatedAt = consent.StatusAt(now) == ConsentStatus.Expired ? consent.ExpiresAt : consent.StatusUpdatedAt,
        endedBy = consent.EndedByAt(now)?.ToString(),
        lastUsedAt = consent.LastUsedAt,
    };
}
