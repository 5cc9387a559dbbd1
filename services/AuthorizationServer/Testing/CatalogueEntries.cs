using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace OAuthDemo.AuthorizationServer.Testing;

/// <summary>What can be added, as it would stand in bank.json; what is left out is filled in.</summary>
internal static class CatalogueEntries
{
    private static readonly JsonSerializerOptions _asInTheFile = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static JsonNode ToJson<T>(T entry) => JsonSerializer.SerializeToNode(entry, _asInTheFile)!;
}

/// <param name="UserName">Under which she signs in.</param>
/// <param name="Password">With which; at least 8 characters.</param>
/// <param name="DisplayName">Her name; the user name if absent.</param>
/// <param name="Email">Her address; made of the user name if absent.</param>
/// <param name="CustomerNumber">Of a customer whose accounts she has as well, e.g. 10001; a new one if absent.</param>
/// <param name="Accounts">Her accounts; if absent, a current and a savings account with a year of transactions.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NewPerson(
    string UserName, string Password, string? DisplayName = null, string? Email = null, string? CustomerNumber = null, IReadOnlyList<NewAccount>? Accounts = null);

/// <param name="Id">The client_id.</param>
/// <param name="Secret">The secret of a confidential client; made and given back if absent.</param>
/// <param name="PublicKey">A JWK, for a client that proves itself by signing (RFC 7523) and has no secret.</param>
/// <param name="Type">confidential or public; confidential if absent.</param>
/// <param name="Grants">Grant types; authorization_code, refresh_token and, for a confidential one, client_credentials if absent.</param>
/// <param name="RedirectUris">http://127.0.0.1/callback if absent and the client has a use for one.</param>
/// <param name="Scopes">All that exist and a client of its kind may have, if absent.</param>
/// <param name="Introspects">Whether it is a resource server that may introspect (RFC 7662).</param>
/// <param name="Resource">Which one, by its identifier; the bank's own API if absent.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NewClient(
    string Id, string? Secret = null, JsonElement? PublicKey = null, string? Type = null, string? Name = null, string? Operator = null, string? Homepage = null,
    IReadOnlyList<string>? Grants = null, IReadOnlyList<string>? RedirectUris = null, IReadOnlyList<string>? PostLogoutRedirectUris = null, IReadOnlyList<string>? Scopes = null,
    bool Native = false, bool Browser = false, bool RequirePar = false, string? BackchannelLogoutUri = null, bool Introspects = false, string? Resource = null);

/// <param name="Name">The scope.</param>
/// <param name="Title">Two or three words for a list; its name if absent.</param>
/// <param name="Sentence">For the person who is asked; made of the title if absent.</param>
/// <param name="Resource">The identifier of the resource server that it opens: an absolute URI, which becomes the token's audience; the bank's own API if absent.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NewScope(
    string Name, string? Title = null, string? Sentence = null, string? Resource = null, bool Optional = false, bool PerAccount = false, bool MachineOnly = false);

/// <param name="Id">The client_id.</param>
/// <param name="Secret">Its secret, said this once; null if it has none.</param>
internal sealed record AddedClient(string Id, string? Secret);

/// <param name="UserName">Under which she signs in.</param>
/// <param name="CustomerNumber">How the bank's own systems name her.</param>
internal sealed record AddedPerson(string UserName, string CustomerNumber);
