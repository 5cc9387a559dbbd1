using Duende.IdentityModel;
using Duende.IdentityModel.Client;
using OAuthDemo.ServiceDefaults.Issuer;
using OAuthDemo.StatementWorker.Statements;

namespace OAuthDemo.StatementWorker.Tokens;

/// <summary>The worker's access tokens: a broad one that it keeps, and for each statement a narrow one that it does not.</summary>
internal sealed class WorkerTokens(IHttpClientFactory clients, ClientAssertion assertion, IssuerAddress issuer, TimeProvider time) : IDisposable
{
    private const string Scope = "statements:run";
    private const string Resource = "urn:harbour-bank:api";

    private static readonly TimeSpan _ahead = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _one = new(1);
    private Uri? _endpoint;
    private string? _token;
    private DateTimeOffset _renewAt;

    /// <summary>The token that lists what is due (RFC 6749 §4.4); asked for anew shortly before it ends, by one caller for all.</summary>
    public async Task<string> BroadAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            if (_token is { } known && time.GetUtcNow() < _renewAt) return known;

            var answer = await clients.CreateClient(BankCalls.Client).RequestClientCredentialsTokenAsync(
                Prepared(new ClientCredentialsTokenRequest { Scope = Scope, Resource = { Resource } }, await EndpointAsync(cancellation)), cancellation);
            var token = TokenOf(answer);
            _renewAt = time.GetUtcNow() + TimeSpan.FromSeconds(answer.ExpiresIn) - _ahead;
            return _token = token;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>A token for one statement (RFC 8693, RFC 9396): whoever steals it from the call can write that statement, which is written anyway.</summary>
    public async Task<string> ForAsync(StatementOrder order, CancellationToken cancellation)
    {
        var broad = await BroadAsync(cancellation);
        return TokenOf(await clients.CreateClient(BankCalls.Client).RequestTokenExchangeTokenAsync(
            Prepared(new TokenExchangeTokenRequest
            {
                SubjectToken = broad,
                SubjectTokenType = OidcConstants.TokenTypeIdentifiers.AccessToken,
                Scope = Scope,
                Parameters = { { "resource", Resource }, { "authorization_details", order.ToAuthorizationDetails() } },
            }, await EndpointAsync(cancellation)), cancellation));
    }

    /// <summary>Forgets the broad token, because the bank no longer accepts it.</summary>
    public void Forget() => _token = null;

    public void Dispose() => _one.Dispose();

    private T Prepared<T>(T request, Uri endpoint)
        where T : ProtocolRequest
    {
        request.Address = endpoint.AbsoluteUri;
        request.ClientId = ClientAssertion.ClientId;
        request.ClientCredentialStyle = ClientCredentialStyle.PostBody;
        request.ClientAssertion = new() { Type = OidcConstants.ClientAssertionTypes.JwtBearer, Value = assertion.Make() };
        return request;
    }

    private async Task<Uri> EndpointAsync(CancellationToken cancellation)
    {
        if (_endpoint is not null) return _endpoint;

        var metadata = await clients.CreateClient(BankCalls.Client).GetDiscoveryDocumentAsync(
            new DiscoveryDocumentRequest { Address = issuer.Identifier, Policy = { RequireHttps = !issuer.Issuer.IsLoopback, Authority = issuer.Identifier } }, cancellation);
        return metadata.IsError
            ? throw BankTroubleException.Of("The bank's metadata cannot be read", metadata)
            : _endpoint = new Uri(metadata.TokenEndpoint!);
    }

    private static string TokenOf(TokenResponse answer) =>
        answer.IsError ? throw BankTroubleException.Of("The bank gives no token", answer) : answer.AccessToken!;
}
