using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace OAuthDemo.AuthorizationServer.Testing;

/// <summary>What is wrong with a token that a resource server must refuse.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Defect>))]
internal enum Defect { Expired, WrongAudience, WrongIssuer, WrongType, WrongKey, UnknownKid, AlgNone }

/// <param name="Subject">The claim sub; the client's id if absent.</param>
/// <param name="ClientId">The claim client_id.</param>
/// <param name="Scope">Scopes, separated by spaces.</param>
/// <param name="Audience">The claim aud; the bank's API if absent.</param>
/// <param name="LifetimeSeconds">300 if absent.</param>
/// <param name="Claims">More claims, which may take the place of those above.</param>
/// <param name="Defect">Makes it a token for a negative test.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NewToken(
    string? Subject = null, string? ClientId = null, string? Scope = null, string? Audience = null, int? LifetimeSeconds = null,
    IReadOnlyDictionary<string, JsonElement>? Claims = null, Defect? Defect = null);

/// <param name="AccessToken">The JWT.</param>
/// <param name="Defect">What is wrong with it; null for a good one.</param>
/// <param name="MustBeRefused">Whether it is one for a negative test.</param>
internal sealed record MintedToken(string AccessToken, Defect? Defect, bool MustBeRefused);

internal static class TokenEndpoints
{
    public static void MapTokens(this RouteGroupBuilder testing) => testing.MapPost("/tokens", Mint)
        .WithSummary("Makes an access token with any claims, or one that is broken on purpose. No grant and no consent stands behind it.");

    private static Ok<MintedToken> Mint(NewToken wanted, MintedTokens tokens) =>
        TypedResults.Ok(new MintedToken(tokens.Mint(wanted), wanted.Defect, wanted.Defect is not null));
}
