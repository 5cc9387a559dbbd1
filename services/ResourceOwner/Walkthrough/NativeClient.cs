using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Duende.IdentityModel;
using Duende.IdentityModel.Client;
using OAuthDemo.ResourceOwner.Exchanges;

namespace OAuthDemo.ResourceOwner.Walkthrough;

/// <summary>
/// An application on the person's own machine (RFC 8252): public, so it has no secret, and PKCE alone proves that who redeems
/// a code is who asked for it. Each request has a state and a verifier of its own.
/// </summary>
internal sealed class NativeClient(Addresses addresses, HttpMessageHandler sockets, ExchangeLog log, string id = NativeClient.Id)
    : IDisposable
{
    public const string Id = "walkthrough";
    public const string DeviceId = "tv-app";

    private readonly HttpClient _http = new(new ExchangeRecorder(Role.Client, addresses, log, sockets), disposeHandler: false);
    private readonly LoopbackListener _listener = new();
    private readonly string _verifier = CryptoRandom.CreateUniqueId(32, CryptoRandom.OutputFormat.Base64Url);

    public string State { get; } = CryptoRandom.CreateUniqueId(16, CryptoRandom.OutputFormat.Base64Url);

    public string Issuer => addresses.Issuer.AbsoluteUri;

    /// <summary>The address that opens in the person's browser.</summary>
    /// <param name="scope">What is asked for.</param>
    /// <param name="more">Further parameters, such as max_age.</param>
    public Uri AuthorizationRequest(string scope, Parameters? more = null) => new(new RequestUrl(addresses.AtBank("connect/authorize").AbsoluteUri).CreateAuthorizeUrl(
        id, OidcConstants.ResponseTypes.Code, scope, _listener.RedirectUri.AbsoluteUri, State,
        codeChallenge: System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(_verifier))), codeChallengeMethod: OidcConstants.CodeChallengeMethods.Sha256,
        extra: more));

    /// <summary>What the browser brings back, while the person does something that ends at this client.</summary>
    public async Task<AuthorizeResponse> ReceiveAsync(Func<Task> whileThePerson)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var received = _listener.ReceiveAsync(patience.Token);
        await whileThePerson();
        return new((await received).AbsoluteUri);
    }

    public Task<DiscoveryDocumentResponse> DiscoverAsync() => _http.GetDiscoveryDocumentAsync(addresses.Issuer.AbsoluteUri);

    public Task<TokenResponse> RedeemAsync(string code) => _http.RequestAuthorizationCodeTokenAsync(new()
    {
        Address = addresses.AtBank("connect/token").AbsoluteUri,
        ClientId = id,
        ClientCredentialStyle = ClientCredentialStyle.PostBody,
        Code = code,
        RedirectUri = _listener.RedirectUri.AbsoluteUri,
        CodeVerifier = _verifier,
    });

    public Task<TokenResponse> RefreshAsync(string refreshToken) => _http.RequestRefreshTokenAsync(new()
    {
        Address = addresses.AtBank("connect/token").AbsoluteUri,
        ClientId = id,
        ClientCredentialStyle = ClientCredentialStyle.PostBody,
        RefreshToken = refreshToken,
    });

    public Task<TokenIntrospectionResponse> IntrospectAsync(string token) => _http.IntrospectTokenAsync(new()
    {
        Address = addresses.AtBank("connect/introspect").AbsoluteUri,
        ClientId = id,
        ClientCredentialStyle = ClientCredentialStyle.PostBody,
        Token = token,
    });

    public Task<TokenRevocationResponse> RevokeAsync(string refreshToken) => _http.RevokeTokenAsync(new()
    {
        Address = addresses.AtBank("connect/revoke").AbsoluteUri,
        ClientId = id,
        ClientCredentialStyle = ClientCredentialStyle.PostBody,
        Token = refreshToken,
        TokenTypeHint = OidcConstants.TokenTypes.RefreshToken,
    });

    /// <summary>Asks for a device code and a user code (RFC 8628 §3.1).</summary>
    public Task<DeviceAuthorizationResponse> AskForDeviceAsync(string scope) => _http.RequestDeviceAuthorizationAsync(new()
    {
        Address = addresses.AtBank("connect/device").AbsoluteUri,
        ClientId = id,
        ClientCredentialStyle = ClientCredentialStyle.PostBody,
        Scope = scope,
    });

    /// <summary>Asks whether the person has answered (RFC 8628 §3.4).</summary>
    public Task<TokenResponse> PollAsync(string deviceCode) => _http.RequestDeviceTokenAsync(new()
    {
        Address = addresses.AtBank("connect/token").AbsoluteUri,
        ClientId = id,
        ClientCredentialStyle = ClientCredentialStyle.PostBody,
        DeviceCode = deviceCode,
    });

    /// <summary>A token request of any kind, such as one that must be refused.</summary>
    public Task<TokenResponse> AskForTokenAsync(string grant, Parameters parameters, string? asClient = null) => _http.RequestTokenAsync(new()
    {
        Address = addresses.AtBank("connect/token").AbsoluteUri,
        ClientId = asClient ?? id,
        ClientCredentialStyle = ClientCredentialStyle.PostBody,
        GrantType = grant,
        Parameters = parameters,
    });

    /// <summary>Asks the bank's API, with an access token if there is one.</summary>
    public Task<ApiAnswer> GetAsync(string path, string? accessToken) => SendAsync(HttpMethod.Get, path, accessToken, body: null);

    /// <summary>Posts JSON to the bank's API.</summary>
    public Task<ApiAnswer> PostAsync(string path, string accessToken, JsonNode body) =>
        SendAsync(HttpMethod.Post, path, accessToken, new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"));

    private async Task<ApiAnswer> SendAsync(HttpMethod method, string path, string? accessToken, HttpContent? body)
    {
        using var request = new HttpRequestMessage(method, addresses.AtBank($"api/{path}")) { Content = body };
        if (accessToken is not null)
            request.SetBearerToken(accessToken);
        using var response = await _http.SendAsync(request);
        return new((int)response.StatusCode, response.Headers.WwwAuthenticate.ToString(), await response.Content.ReadAsStringAsync());
    }

    public void Dispose()
    {
        _http.Dispose();
        _listener.Dispose();
    }
}
