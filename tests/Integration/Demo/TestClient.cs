using System.Net.Http.Headers;
using System.Text;
using OAuthDemo.ResourceOwner;
using OAuthDemo.ResourceOwner.Browsing;
using OAuthDemo.ResourceOwner.Exchanges;

namespace OAuthDemo.Integration.Demo;

/// <summary>A registered client whose every step a test takes itself.</summary>
public sealed class TestClient(DemoSystem demo, string id, string? secret, string redirectUri)
{
    private static readonly string[] _bankScopes = ["openid", "offline_access", "accounts:read", "balances:read", "transactions:read"];

    /// <summary>Its client_id.</summary>
    public string Id => id;

    /// <summary>Its secret; null for a public client.</summary>
    public string? Secret => secret;

    /// <summary>Its registered redirect URI.</summary>
    public string RedirectUri => redirectUri;

    /// <summary>HTTP Basic with its secret (RFC 6749 §2.3.1).</summary>
    public AuthenticationHeaderValue? Basic => secret is null ? null : BasicOf(id, secret);

    /// <summary>An authorization request for these scopes, or for all that the bank's accounts need and a refresh token.</summary>
    public AuthorizationRequest Ask(params string[] scopes) => new(demo.Issuer, this, scopes.Length > 0 ? scopes : _bankScopes);

    /// <summary>An authorization request for one payment (RFC 9396 §2): 12.50 EUR to Lighthouse Books, unless a test says otherwise.</summary>
    public AuthorizationRequest AskToPay(string? authorizationDetails = null) =>
        Ask("payments:write").With("authorization_details", authorizationDetails ?? Payment()).Without("prompt");

    /// <summary>The <c>authorization_details</c> of one payment.</summary>
    public static string Payment(string amount = "12.50", string creditor = "Lighthouse Books", string? reference = "Order 1234") => $$"""
        [{"type":"payment_initiation","instructedAmount":{"amount":"{{amount}}","currency":"EUR"},"creditorName":"{{creditor}}","creditorAccount":{"iban":"DE89370400440532013000"}{{(reference is null ? "" : $",\"remittanceInformation\":\"{reference}\"")}}}]
        """;

    /// <summary>A POST to the token endpoint, authenticated as this client; a public client sends its client_id.</summary>
    public Task<Answer> TokenAsync(params (string Name, string Value)[] form) =>
        demo.Http().PostAsync("connect/token", Basic, secret is null ? [("client_id", id), .. form] : form);

    /// <summary>Redeems a code (RFC 6749 §4.1.3).</summary>
    public Task<Answer> RedeemAsync(Grant grant) => TokenAsync(
        ("grant_type", "authorization_code"), ("code", grant.Code), ("redirect_uri", grant.RedirectUri), ("code_verifier", grant.Verifier));

    /// <summary>Uses a refresh token (RFC 6749 §6).</summary>
    public Task<Answer> RefreshAsync(string refreshToken) => TokenAsync(("grant_type", "refresh_token"), ("refresh_token", refreshToken));

    /// <summary>Asks for a token in its own name (RFC 6749 §4.4).</summary>
    public Task<Answer> ClientCredentialsAsync(string scope) => TokenAsync(("grant_type", "client_credentials"), ("scope", scope));

    /// <summary>Pushes an authorization request (RFC 9126 §2.1), authenticated as this client.</summary>
    public Task<Answer> PushAsync(AuthorizationRequest request) =>
        demo.Http().PostAsync("connect/par", Basic, [.. request.Parameters.Select(parameter => (parameter.Name, parameter.Value))]);

    /// <summary>The address that a browser is sent to with what was pushed (RFC 9126 §4).</summary>
    public Uri AddressOf(Answer pushed) => new(
        demo.Issuer, $"connect/authorize?client_id={Uri.EscapeDataString(id)}&request_uri={Uri.EscapeDataString(pushed.Must("request_uri"))}");

    /// <summary>Asks for a device code and a user code (RFC 8628 §3.1).</summary>
    public Task<Answer> AskForDeviceAsync(params string[] scopes) => demo.Http().PostAsync(
        "connect/device", Basic, ("client_id", id), ("scope", string.Join(' ', scopes.Length > 0 ? scopes : ["accounts:read", "balances:read", "offline_access"])));

    /// <summary>Asks whether the person has answered (RFC 8628 §3.4).</summary>
    public Task<Answer> PollAsync(string deviceCode) =>
        TokenAsync(("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("device_code", deviceCode));

    /// <summary>Revokes a token (RFC 7009).</summary>
    public Task<Answer> RevokeAsync(string token, params (string Name, string Value)[] more) =>
        demo.Http().PostAsync("connect/revoke", Basic, [("token", token), .. more]);

    /// <summary>Introspects a token (RFC 7662); <c>bank-api</c> is the client to do it with.</summary>
    public Task<Answer> IntrospectAsync(string token) => demo.Http().PostAsync("connect/introspect", Basic, ("token", token));

    /// <summary>Lets a person sign in and allow, and returns the code.</summary>
    public async Task<Grant> AuthorizeAsync(
        Person? person = null, AuthorizationRequest? request = null, IEnumerable<string>? scopes = null, IEnumerable<string>? accounts = null, int? days = null)
    {
        request ??= Ask();
        var page = await (person ?? demo.Person()).ConnectAsync(request.Address, scopes, accounts, days);
        return Grant.From(page, request);
    }

    /// <summary>Lets a person sign in and allow, and redeems the code.</summary>
    /// <returns>The token endpoint's answer.</returns>
    public async Task<Answer> ConnectAsync(
        Person? person = null, AuthorizationRequest? request = null, IEnumerable<string>? scopes = null, IEnumerable<string>? accounts = null, int? days = null)
    {
        var answer = await RedeemAsync(await AuthorizeAsync(person, request, scopes, accounts, days));
        answer.Status.ShouldBe(200, answer.Body);
        return answer;
    }

    /// <summary>HTTP Basic for any pair.</summary>
    public static AuthenticationHeaderValue BasicOf(string id, string secret) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(id)}:{Uri.EscapeDataString(secret)}")));
}

/// <summary>What a client got from an authorization response, and what it needs to redeem it.</summary>
public sealed record Grant(string Code, string Verifier, string RedirectUri, Uri Response)
{
    /// <summary>Reads the authorization response at which the browser stopped.</summary>
    public static Grant From(Page page, AuthorizationRequest request)
    {
        var response = page.Redirect ?? throw page.Unexpected("an authorization response");
        var code = response.Query("code") ?? throw page.Unexpected("a code in the authorization response");
        return new(code, request.Verifier, request["redirect_uri"]!, response);
    }
}
