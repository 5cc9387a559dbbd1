using Microsoft.AspNetCore.Http.HttpResults;
using OAuthDemo.AuthorizationServer.Keys;
using OAuthDemo.AuthorizationServer.Store;

namespace OAuthDemo.AuthorizationServer.Testing;

/// <summary>Another key signs from now on.</summary>
internal static class KeyEndpoints
{
    public static void MapKeys(this RouteGroupBuilder testing) => testing.MapPost("/keys", RotateAsync)
        .WithSummary("Makes a new signing key that signs at once. The old one stays published for ten minutes, or is gone at once if it is to be retired.");

    private static async Task<Ok<Key>> RotateAsync(Rotation wanted, KeyRing keys, AuthorizationDb db)
    {
        await keys.RotateAsync(db, TimeSpan.Zero);
        if (wanted.Retire)
            await keys.RetireOldAsync(db);
        return TypedResults.Ok(new Key(keys.Signing.KeyId));
    }

    /// <param name="Retire">As after a theft: codes, refresh tokens and access tokens of the old key are worth nothing any more.</param>
    internal sealed record Rotation(bool Retire = false);

    /// <param name="Kid">The id of the key that signs now.</param>
    internal sealed record Key(string Kid);
}
