using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using OAuthDemo.AuthorizationServer.Consents;
using OAuthDemo.AuthorizationServer.Store;

namespace OAuthDemo.AuthorizationServer.Testing;

/// <summary>Ends consents, or everything that a test has done.</summary>
internal static class EndingEndpoints
{
    public static void MapEndings(this RouteGroupBuilder testing)
    {
        testing.MapDelete("/consents", EndAsync)
            .WithSummary("Ends consents as the person does: all, or those of one id, one person (user name), one client. The bank's API learns of it within five seconds of its clock.");
        testing.MapPost("/reset", async (FreshStart start) =>
        {
            await start.AgainAsync();
            return TypedResults.NoContent();
        }).WithSummary("As after the first start: nothing of the test's own is left, and the clock shows the real time. Signing keys stay.");
    }

    private static async Task<Ok<Ended>> EndAsync(string? id, string? person, string? client, AuthorizationDb db, ConsentRegister register)
    {
        var name = person?.ToUpperInvariant();
        var subject = name is null ? null : await db.Users.Where(one => one.NormalizedUserName == name).Select(one => one.Id).SingleOrDefaultAsync() ?? "nobody";
        var consents = await db.Consents
            .Where(consent => (id == null || consent.Id == id) && (subject == null || consent.Subject == subject) && (client == null || consent.ClientId == client))
            .ToListAsync();
        var ended = 0;
        foreach (var consent in consents)
            ended += await register.EndAsync(consent, EndedBy.Person) ? 1 : 0;
        return TypedResults.Ok(new Ended(ended));
    }

    /// <param name="Count">How many lived until now.</param>
    internal sealed record Ended(int Count);
}
