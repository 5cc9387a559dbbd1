using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using OAuthDemo.Testcontainers;

namespace OAuthDemo.Aspire;

/// <summary>The bank in a container: authorization server, API and gateway on one port, and the testing API.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A resource lives as long as the AppHost, which disposes no resources.")]
public sealed class OAuthDemoResource : ContainerResource, IResourceWithServiceDiscovery
{
    internal const string EndpointName = "http";

    private readonly List<Func<BankSeed, CancellationToken, ValueTask<BankSeed>>> _seed = [];
    private readonly Dictionary<string, object?> _clientSecrets = new(StringComparer.Ordinal);
    private RunningBank? _bank;

    /// <summary>Creates the resource.</summary>
    /// <param name="name">Its name in the model.</param>
    /// <param name="testingKey">The key of the testing API.</param>
    public OAuthDemoResource(string name, ParameterResource testingKey)
        : base(name) => (TestingKey, PrimaryEndpoint) = (testingKey, new(this, EndpointName, KnownNetworkIdentifiers.LocalhostNetwork));

    /// <summary>The address on this machine: the same for a browser, a project and a test.</summary>
    public EndpointReference PrimaryEndpoint { get; }

    /// <summary>The issuer identifier (RFC 8414 §2), with its trailing slash.</summary>
    public ReferenceExpression Issuer => ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.Url)}/");

    /// <summary>The key of the testing API, sent as a bearer token.</summary>
    public ParameterResource TestingKey { get; }

    /// <summary>The running bank.</summary>
    /// <exception cref="InvalidOperationException">The resource is not ready.</exception>
    internal IOAuthDemo Bank => _bank ?? throw new InvalidOperationException(
        $"Resource '{Name}' is not ready. Wait for it first, e.g. with WaitForResourceHealthyAsync(\"{Name}\").");

    internal bool IsReady => _bank is not null;

    internal void AddSeed(Func<BankSeed, BankSeed> add) => _seed.Add((seed, _) => new(add(seed)));

    internal void AddClient(ClientDescription client, ParameterResource? secret)
    {
        if (client.Type != "public" && secret is null)
            client = client with { Secret = client.Secret ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)) };
        _clientSecrets[client.Id] = secret ?? (object?)client.Secret;
        _seed.Add(async (seed, cancellationToken) => seed.WithClient(
            secret is null ? client : client with { Secret = await secret.GetValueAsync(cancellationToken).ConfigureAwait(false) }));
    }

    /// <summary>The secret of a registered client, as a text or a parameter; null for a public client.</summary>
    internal object? GetClientSecret(string clientId) => _clientSecrets.TryGetValue(clientId, out var secret)
        ? secret
        : throw new ArgumentException(
            $"Resource '{Name}' has no client '{clientId}'. Register it first, with WithClient(\"{clientId}\").", nameof(clientId));

    /// <summary>Adds users, clients and scopes to the container that has just become healthy.</summary>
    internal async Task SeedAsync(CancellationToken cancellationToken)
    {
        var issuer = new Uri((await Issuer.GetValueAsync(cancellationToken).ConfigureAwait(false))!);
        var key = (await TestingKey.GetValueAsync(cancellationToken).ConfigureAwait(false))!;
        var seed = new BankSeed();
        foreach (var add in _seed)
            seed = await add(seed, cancellationToken).ConfigureAwait(false);
        // A container with a persistent lifetime still holds what an earlier run has added.
        if (this.TryGetLastAnnotation<ContainerLifetimeAnnotation>(out var lifetime) && lifetime.Lifetime == ContainerLifetime.Persistent)
            await ResetAsync(issuer, key).ConfigureAwait(false);
        var bank = await BankUnderTest.OpenAsync(issuer, key, seed).ConfigureAwait(false);
        _bank?.Close();
        _bank = new(bank);
    }

    private static async Task ResetAsync(Uri issuer, string key)
    {
        var bank = new RunningBank(await BankUnderTest.OpenAsync(issuer, key).ConfigureAwait(false));
        await bank.ResetAsync().ConfigureAwait(false);
        bank.Close();
    }
}
