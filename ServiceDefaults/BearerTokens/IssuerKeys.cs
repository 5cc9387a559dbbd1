using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using OAuthDemo.ServiceDefaults.Issuer;

namespace OAuthDemo.ServiceDefaults.BearerTokens;

// The issuer's public keys. A key that is not known is asked for at once, by one caller on behalf of all, so that a new key
// works from its first token on. After a fruitless question there is a pause: else a stranger's invented key ids would turn
// this service against its issuer.
internal sealed class IssuerKeys(IHttpClientFactory clients, IssuerAddress issuer, TimeProvider time)
{
    public const string Client = "issuer-keys";
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _age = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private Task _fetch = Task.CompletedTask;
    private DateTimeOffset _fetchedAt = DateTimeOffset.MinValue;
    private DateTimeOffset _fruitlessAt = DateTimeOffset.MinValue;
    private volatile JsonWebKey[] _keys = [];

    public IEnumerable<SecurityKey> Find(string? keyId) => _keys.Where(key => key.KeyId == keyId);

    /// <exception cref="HttpRequestException">The issuer does not answer, and the key is not known yet.</exception>
    public async Task EnsureAsync(string keyId, CancellationToken cancellation)
    {
        var isKnown = Find(keyId).Any();
        if (!IsWorthAsking(isKnown)) return;

        var fetch = FetchTogether();
        if (isKnown) return; // the old set of keys serves until the new one has come

        await fetch.WaitAsync(cancellation);
        if (Find(keyId).Any()) return;
        lock (_gate) _fruitlessAt = time.GetUtcNow();
    }

    private bool IsWorthAsking(bool isKnown)
    {
        var now = time.GetUtcNow();
        lock (_gate) return isKnown ? now - _fetchedAt >= _age : (now - _fruitlessAt).Duration() >= _pause;
    }

    private Task FetchTogether()
    {
        lock (_gate) return _fetch.IsCompleted ? _fetch = FetchAsync() : _fetch;
    }

    private async Task FetchAsync()
    {
        var client = clients.CreateClient(Client);
        using var metadata = await ReadAsync(client, new Uri(issuer.Issuer, ".well-known/openid-configuration"));
        if (metadata.RootElement.GetProperty("issuer").GetString() != issuer.Identifier)
            throw new HttpRequestException($"The metadata of {issuer.Identifier} names another issuer.");

        using var keys = await ReadAsync(client, new Uri(metadata.RootElement.GetProperty("jwks_uri").GetString()!));
        _keys = [.. new JsonWebKeySet(keys.RootElement.GetRawText()).Keys];
        lock (_gate) _fetchedAt = time.GetUtcNow();
    }

    private static async Task<JsonDocument> ReadAsync(HttpClient client, Uri address)
    {
        using var response = await client.GetAsync(address);
        response.EnsureSuccessStatusCode();
        return await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync());
    }
}
