using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Core;

namespace OAuthDemo.AuthorizationServer.Protocol;

/// <summary>
/// Compares client secrets by their SHA-256 digest in constant time. They are random and 256 bits long: slow hashing is for
/// what people choose, and would cost every token request dearly.
/// </summary>
internal sealed class ClientManager<TApplication>(
    IOpenIddictApplicationCache<TApplication> cache, ILogger<ClientManager<TApplication>> logger,
    IOptionsMonitor<OpenIddictCoreOptions> options, IOpenIddictApplicationStore<TApplication> store)
    : OpenIddictApplicationManager<TApplication>(cache, logger, options, store)
    where TApplication : class
{
    // The bank's file already gave up the secret for its digest.
    protected override ValueTask<string> ObfuscateClientSecretAsync(string secret, CancellationToken cancellationToken = default) => new(secret);

    protected override ValueTask<bool> ValidateClientSecretAsync(string secret, string comparand, CancellationToken cancellationToken = default) =>
        new(CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(secret)), Convert.FromBase64String(comparand)));
}
