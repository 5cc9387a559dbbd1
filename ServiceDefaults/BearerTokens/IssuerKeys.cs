using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using OAuthDemo.ServiceDefaults.Issuer;

namespace OAuthDemo.ServiceDefaults.BearerTokens;

// The issuer's public keys. A key that is not known is asked for at once, by one caller on behalf of all, but not more
// often than every few seconds: else a stranger's invented key ids would turn this service against its issuer.
internal sealed class IssuerKeys(IHttpClientFactory clients, IssuerAddress issuer, TimeProvider time) : IDisposable
{
    public const string Client = "issuer-keys";
    private static readonly TimeSpan _floor = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _age = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _single = new(1, 1);
    private volatile Known _known = new([], DateTimeOffset.MinValue);

    public IEnumerable<SecurityKey> Find(string? keyId) => _known.Keys.Where(key => key.KeyId == keyId);

    /// <exception cref="HttpRequestException">The issuer does not answer, and the key is not known yet.</exception>
    public async Task EnsureAsync(string? keyId, CancellationToken cancellation)
    {
        if (!Stale(keyId)) return;

        await _single.WaitAsync(cancellation);
        try
        {
            if (Stale(keyId)) _known = new(await FetchAsync(cancellation), time.GetUtcNow());
        }
        catch (Exception failure) when (failure is not OperationCanceledException && Find(keyId).Any())
        {
            // An old set of keys serves until the issuer answers again.
            _known = _known with { FetchedAt = time.GetUtcNow() - _age + _floor };
        }
        finally
        {
            _single.Release();
        }
    }

    public void Dispose() => _single.Dispose();

    private bool Stale(string? keyId)
    {
        var age = time.GetUtcNow() - _known.FetchedAt;
        return age >= _age || (age >= _floor && !Find(keyId).Any());
    }

    private async Task<JsonWebKey[]> FetchAsync(CancellationToken cancellation)
    {
        var client = clients.CreateClient(Client);
        using var metadata = await ReadAsync(client, new Uri(issuer.Issuer, ".well-known/openid-configuration"), cancellation);
        if (metadata.RootElement.GetProperty("issuer").GetString() != issuer.Identifier)
            throw new HttpRequestException($"The metadata of {issuer.Identifier} names another issuer.");

        var address = new Uri(metadata.RootElement.GetProperty("jwks_uri").GetString()!);
        using var keys = await ReadAsync(client, address, cancellation);
        return [.. new JsonWebKeySet(keys.RootElement.GetRawText()).Keys];
    }

    private static async Task<JsonDocument> ReadAsync(HttpClient client, Uri address, CancellationToken cancellation)
    {
        using var response = await client.GetAsync(address, cancellation);
        response.EnsureSuccessStatusCode();
        return await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellation), cancellationToken: cancellation);
    }

    private sealed record Known(JsonWebKey[] Keys, DateTimeOffset FetchedAt);
}
