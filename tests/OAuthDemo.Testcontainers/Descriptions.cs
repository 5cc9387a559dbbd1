using System.Text.Json.Serialization;

namespace OAuthDemo.Testcontainers;

/// <summary>A customer of the bank.</summary>
/// <param name="UserName">Under which she signs in.</param>
/// <param name="Password">With which; at least 8 characters.</param>
/// <param name="Accounts">Her accounts; null gives her a current and a savings account with a year of transactions.</param>
public sealed record PersonDescription(string UserName, string Password, IReadOnlyList<AccountDescription>? Accounts = null)
{
    /// <summary>Her name; the user name if null.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Her email address; made of the user name if null.</summary>
    public string? Email { get; init; }
}

/// <summary>An account of a customer.</summary>
/// <param name="Name">What she calls it; the words by which <c>GetTokenForAsync</c> picks it.</param>
/// <param name="Balance">What is in it: a decimal text such as <c>1250.00</c>, in EUR.</param>
/// <param name="Kind">current, savings or card.</param>
public sealed record AccountDescription(string Name, string Balance, string Kind = "current");

/// <summary>A client that is registered at the bank. What is left out is filled in for a confidential client that may do all there is.</summary>
/// <param name="Id">Its client_id.</param>
public sealed record ClientDescription(string Id)
{
    /// <summary>Its secret; made if null, unless the client is public.</summary>
    public string? Secret { get; init; }

    /// <summary>confidential or public (RFC 6749 §2.1); confidential if null.</summary>
    public string? Type { get; init; }

    /// <summary>Grant types; if null, authorization_code, refresh_token and (confidential) client_credentials.</summary>
    public IReadOnlyList<string>? Grants { get; init; }

    /// <summary>Redirect URIs; <c>http://127.0.0.1/callback</c> if null.</summary>
    public IReadOnlyList<string>? RedirectUris { get; init; }

    /// <summary>Scopes that it may ask for; all that exist when it is added, if null.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Whether it is a resource server that may introspect tokens (RFC 7662) of its <see cref="Resource"/>.</summary>
    public bool Introspects { get; init; }

    /// <summary>The identifier of the resource server that it is.</summary>
    public string? Resource { get; init; }

    /// <summary>Does not show the secret.</summary>
    public override string ToString() => $"client {Id}";
}

/// <summary>A scope that clients can ask for.</summary>
/// <param name="Name">The scope, e.g. <c>orders:read</c>.</param>
/// <param name="Resource">The resource server that it opens: an absolute URI that becomes the audience of the token (RFC 8707); the bank's own API if null.</param>
public sealed record ScopeDescription(string Name, string? Resource = null)
{
    /// <summary>Two or three words for the person who is asked; the name if null.</summary>
    public string? Title { get; init; }

    /// <summary>Whether the person may untick it.</summary>
    public bool Optional { get; init; }

    /// <summary>Whether only clients without a person may have it.</summary>
    public bool MachineOnly { get; init; }
}

/// <summary>What is wrong with a token that must be refused.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TokenDefect>))]
public enum TokenDefect
{
    /// <summary>It expired an hour ago.</summary>
    Expired,

    /// <summary>It is meant for somebody else.</summary>
    WrongAudience,

    /// <summary>Its iss is not the issuer.</summary>
    WrongIssuer,

    /// <summary>Its typ is not at+jwt (RFC 9068 §4).</summary>
    WrongType,

    /// <summary>It is signed by a stranger's key, under the key id of the issuer's.</summary>
    WrongKey,

    /// <summary>It is signed by a key that the issuer does not publish.</summary>
    UnknownKid,

    /// <summary>It is not signed at all.</summary>
    AlgNone,
}

/// <summary>An access token to be made without a flow. No grant and no consent stands behind it.</summary>
public sealed record TokenDescription
{
    /// <summary>The claim sub; the client's id if null.</summary>
    public string? Subject { get; init; }

    /// <summary>The claim client_id.</summary>
    public string? ClientId { get; init; }

    /// <summary>Scopes, separated by spaces.</summary>
    public string? Scope { get; init; }

    /// <summary>The claim aud; the bank's API if null.</summary>
    public string? Audience { get; init; }

    /// <summary>How long it lives; five minutes if null.</summary>
    public int? LifetimeSeconds { get; init; }

    /// <summary>More claims, each a value that can be written as JSON.</summary>
    public IReadOnlyDictionary<string, object>? Claims { get; init; }

    /// <summary>Makes it a token for a negative test.</summary>
    public TokenDefect? Defect { get; init; }
}

/// <summary>What the token endpoint answered (RFC 6749 §5.1).</summary>
/// <param name="AccessToken">The access token: a JWT (RFC 9068).</param>
/// <param name="Scope">What was granted, separated by spaces; null if the answer did not say.</param>
/// <param name="ExpiresIn">Seconds.</param>
/// <param name="RefreshToken">The refresh token, if offline_access was granted.</param>
/// <param name="IdToken">The ID token, if openid was granted.</param>
/// <param name="ConsentId">The consent of the person behind it.</param>
public sealed record TokenAnswer(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("scope")] string? Scope,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("refresh_token")] string? RefreshToken,
    [property: JsonPropertyName("id_token")] string? IdToken,
    [property: JsonPropertyName("consent_id")] string? ConsentId)
{
    /// <summary>Shows no token.</summary>
    public override string ToString() => $"access token for {Scope}, {ExpiresIn} s";
}

/// <summary>What an endpoint does instead of answering.</summary>
public sealed record Failure
{
    private Failure()
    {
    }

    /// <summary>The HTTP status that it answers.</summary>
    public int? Status { get; private init; }

    /// <summary>How long it waits before it answers as ever.</summary>
    public int? DelayMilliseconds { get; private init; }

    /// <summary>Whether the connection is closed without an answer.</summary>
    public bool Drop { get; private init; }

    /// <summary>Answers with an error status, 400 to 599.</summary>
    public static Failure Answer(int status) => new() { Status = status };

    /// <summary>Answers late.</summary>
    public static Failure Delay(TimeSpan by) => new() { DelayMilliseconds = (int)by.TotalMilliseconds };

    /// <summary>Loses the connection.</summary>
    public static Failure DroppedConnection { get; } = new() { Drop = true };
}

/// <summary>Paths of the bank, for <c>FailNextAsync</c>.</summary>
public static class BankEndpoint
{
    /// <summary>The token endpoint.</summary>
    public const string Token = "/connect/token";

    /// <summary>Introspection (RFC 7662).</summary>
    public const string Introspection = "/connect/introspect";

    /// <summary>Revocation (RFC 7009).</summary>
    public const string Revocation = "/connect/revoke";

    /// <summary>The keys (RFC 7517).</summary>
    public const string Keys = "/.well-known/jwks";

    /// <summary>The metadata and the keys.</summary>
    public const string WellKnown = "/.well-known";

    /// <summary>Everything of the bank's API; a longer path such as <c>/api/accounts</c> picks a part of it.</summary>
    public const string Api = "/api";
}

/// <summary>One message and its answer, as the receiver saw them. Secrets are fingerprints.</summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="At">The real time, whatever the bank's clock shows.</param>
/// <param name="Step">What it was, e.g. token_request, authorization_request, introspection_request, api_request.</param>
/// <param name="From">Which role asked: client, resource_owner, resource_server.</param>
/// <param name="To">Which role answered: authorization_server, resource_server, gateway.</param>
/// <param name="Endpoint">The path.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Outcome">ok, pending or refused.</param>
/// <param name="Error">The error code of a refusal.</param>
/// <param name="ClientId">Which client asked.</param>
/// <param name="Request">The parameters of the request.</param>
/// <param name="Response">The parameters of the answer.</param>
public sealed record BankExchange(
    int Number, DateTimeOffset At, string? Step, string? From, string? To, string? Endpoint, int? Status, string? Outcome, string? Error, string? ClientId,
    IReadOnlyDictionary<string, string> Request, IReadOnlyDictionary<string, string> Response);

/// <summary>The bank did not do what the kit asked of it.</summary>
/// <param name="message">What was asked, and what was answered.</param>
public sealed class BankRefusedException(string message) : Exception(message);
