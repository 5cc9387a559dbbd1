using System.Security.Cryptography;
using System.Text;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;
using DotNet.Testcontainers.Networks;
using OAuthDemo.AppHost;
using OAuthDemo.Registration;
using OAuthDemo.Containers.Machine;
using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Containers.Deployed;

/// <summary>Tests that share one system. Whoever stops a service starts it again.</summary>
[CollectionDefinition(nameof(OnServices))]
public sealed class OnServices : ICollectionFixture<ServiceSystem>;

/// <summary>The whole system from its separate images on one network, wired as AppHost.cs wires it. Only the three public addresses leave the network.</summary>
public sealed class ServiceSystem : IAsyncLifetime
{
    private const int Port = 8080;

    private static readonly IReadOnlyList<string> ShippedClients =
        ConfidentialClients.Read(Path.Combine(AppContext.BaseDirectory, "bank.json"), Path.Combine(AppContext.BaseDirectory, "legacy.json"));

    private readonly INetwork _network = new NetworkBuilder().Build();
    private readonly Dictionary<string, string> _secrets = ShippedClients.ToDictionary(client => client, _ => RandomNumberGenerator.GetHexString(64, lowercase: true));
    private readonly string _workerKey = Encoding.UTF8.GetString(SigningKey.Make());
    private readonly Dictionary<string, IContainer> _containers = [];

    /// <summary>Starts nothing yet.</summary>
    public ServiceSystem()
    {
        var issuer = new Dictionary<string, string> { ["OAuth__Issuer"] = Bank.AbsoluteUri };
        Dictionary<string, string> Trusting(string through) => new(issuer) { ["OAuth__InternalAddress"] = $"http://{through}" };

        Add("flow-explorer", Explorer, Trusting("gateway"), new() { ["ClientSecrets__classroom-machine"] = _secrets["classroom-machine"], ["ClientSecrets__lab-no-pkce"] = _secrets["lab-no-pkce"] });
        Add("authorization-server", null, issuer, _secrets.ToDictionary(secret => $"ClientSecrets__{secret.Key}", secret => secret.Value), new()
        {
            ["ClientKeys__statement-worker"] = SigningKey.PublicPart(_workerKey),
            ["Addresses__gateway"] = Bank.AbsoluteUri,
            ["Addresses__finance-aggregator"] = Aggregator.AbsoluteUri,
            ["Addresses__flow-explorer"] = Explorer.AbsoluteUri,
        });
        Add("bank-api", null, Trusting("authorization-server"), new() { ["OAuth__ClientSecret"] = _secrets["bank-api"] });
        Add("gateway", Bank, Trusting("authorization-server"));
        Add("finance-aggregator", Aggregator, Trusting("gateway"), new()
        {
            ["Bank__Address"] = Bank.AbsoluteUri,
            ["OAuth__ClientSecret"] = _secrets["finance-aggregator"],
            ["SignIn__ClientSecret"] = _secrets["finance-aggregator-signin"],
        });
        Add("statement-worker", null, Trusting("gateway"), new() { ["OAuth__ClientKey"] = _workerKey });
    }

    /// <summary>The bank's front door: the issuer.</summary>
    public Uri Bank { get; } = new($"http://localhost:{FreePorts.Next()}/");

    /// <summary>Tidepool Finance.</summary>
    public Uri Aggregator { get; } = new($"http://localhost:{FreePorts.Next()}/");

    /// <summary>The flow explorer.</summary>
    public Uri Explorer { get; } = new($"http://localhost:{FreePorts.Next()}/");

    /// <summary>The container of a service.</summary>
    public IContainer this[string service] => _containers[service];

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        if ((Engine.Missing ?? Images.Missing(Needs.Services)) is not null)
            return; // its tests are skipped
        await _network.CreateAsync();
        await Task.WhenAll(_containers.Values.Select(container => container.StartAsync()));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_containers.Values.Select(container => container.DisposeAsync().AsTask()));
        await _network.DisposeAsync();
    }

    private void Add(string service, Uri? publicAddress, params Dictionary<string, string>[] settings)
    {
        var builder = new ContainerBuilder(Images.Of(service)).WithNetwork(_network).WithNetworkAliases(service).Hardened()
            .WithEnvironment("Gateway__Networks", "10.0.0.0/8,172.16.0.0/12,192.168.0.0/16");
        foreach (var neighbour in new[] { "authorization-server", "bank-api", "gateway", "finance-aggregator" })
            builder = builder.WithEnvironment($"services__{neighbour}__http__0", $"http://{neighbour}:{Port}");
        foreach (var (name, value) in settings.SelectMany(some => some))
            builder = builder.WithEnvironment(name, value);

        builder = service == "statement-worker"
            ? builder.WithWaitStrategy(Wait.ForUnixContainer())
            : Published(builder, publicAddress).WithWaitStrategy(Wait.ForUnixContainer().UntilHttpRequestIsSucceeded(health => health.ForPath("/health").ForPort(Port)));
        _containers[service] = builder.Build();
    }

    private static ContainerBuilder Published(ContainerBuilder builder, Uri? publicAddress) =>
        (publicAddress is null ? builder.WithPortBinding(Port, assignRandomHostPort: true) : builder.WithPortBinding(publicAddress.Port, Port)).OnLoopbackOnly();
}
