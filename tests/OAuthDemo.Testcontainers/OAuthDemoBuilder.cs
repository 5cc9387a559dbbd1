using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using DotNet.Testcontainers.Networks;

namespace OAuthDemo.Testcontainers;

/// <summary>Builds a bank in a container, with the people, clients and scopes that a test needs.</summary>
/// <example>
/// <code>
/// await using var bank = new OAuthDemoBuilder().WithPerson("dana", "dana-test-1").WithClient("shop").Build();
/// await bank.StartAsync();
/// var token = await bank.GetTokenForAsync("dana", "shop", ["openid", "accounts:read"]);
/// </code>
/// </example>
public sealed class OAuthDemoBuilder : ContainerBuilder<OAuthDemoBuilder, OAuthDemoContainer, OAuthDemoConfiguration>
{
    /// <summary>The image that is used unless another one is named.</summary>
    public const string DefaultImage = "localhost/oauthdemo/all-in-one:latest";

    private const string CertificateFile = "/https/bank.pem";

    private const uint ImageUser = 1654;

    /// <summary>With the default image.</summary>
    public OAuthDemoBuilder()
        : this(DefaultImage)
    {
    }

    /// <summary>With an image of a registry or version of one's own.</summary>
    public OAuthDemoBuilder(string image)
        : this(new OAuthDemoConfiguration()) => DockerResourceConfiguration = Init().WithImage(image).DockerResourceConfiguration;

    private OAuthDemoBuilder(OAuthDemoConfiguration configuration)
        : base(configuration) => DockerResourceConfiguration = configuration;

    /// <inheritdoc/>
    protected override OAuthDemoConfiguration DockerResourceConfiguration { get; }

    /// <summary>With a customer of the bank.</summary>
    /// <param name="userName">Under which she signs in.</param>
    /// <param name="password">With which; at least 8 characters.</param>
    /// <param name="accounts">Her accounts; none named gives her a current and a savings account with a year of transactions.</param>
    public OAuthDemoBuilder WithPerson(string userName, string password, params AccountDescription[] accounts) =>
        WithSeed(Seed.WithPerson(new(userName, password, accounts.Length == 0 ? null : accounts)));

    /// <summary>With a confidential client that may use every usual grant.</summary>
    /// <param name="id">Its client_id.</param>
    /// <param name="scopes">Scopes that it may ask for; all that exist if none is named.</param>
    public OAuthDemoBuilder WithClient(string id, params string[] scopes) => WithClient(new ClientDescription(id) { Scopes = scopes.Length == 0 ? null : scopes });

    /// <summary>With a client.</summary>
    public OAuthDemoBuilder WithClient(ClientDescription client) => WithSeed(Seed.WithClient(client));

    /// <summary>With a scope. Name it before the clients that are to have it.</summary>
    /// <param name="name">The scope.</param>
    /// <param name="resource">The resource server that it opens, by its identifier, which becomes the audience of the token; the bank's API if null.</param>
    public OAuthDemoBuilder WithScope(string name, string? resource = null) => WithSeed(Seed.WithScope(new(name, resource)));

    /// <summary>With everything of a file in the shape of the bank's bank.json.</summary>
    public OAuthDemoBuilder WithSeed(string file) => WithSeed(Seed.WithFile(file));

    /// <summary>With a seed that was put together elsewhere.</summary>
    public OAuthDemoBuilder WithSeed(BankSeed seed) => Merge(DockerResourceConfiguration, new OAuthDemoConfiguration(seed: seed));

    /// <summary>
    /// With stores in PostgreSQL instead of files in the container: the server is started first if it does not run, and this bank makes itself two databases
    /// there that no other one has. Tenants keep their stores in the container all the same.
    /// </summary>
    /// <param name="postgres">The server, e.g. a <c>PostgreSqlContainer</c>, on the same network as the bank: the engine's own one, or both on one of the test's.</param>
    public OAuthDemoBuilder WithPostgres(IDatabaseContainer postgres)
    {
        var prefix = $"oauthdemo-{Guid.NewGuid().ToString("N")[..8]}";
        return DependsOn(postgres).WithCreateParameterModifier(parameters => PostgresServer.Name(parameters, postgres, prefix));
    }

    /// <summary>With stores in PostgreSQL instead of files in the container. A database that is missing is made.</summary>
    /// <param name="authorizationServer">The connection string of the authorization server's database, as it is reached from the container.</param>
    /// <param name="bankApi">The connection string of the API's database.</param>
    public OAuthDemoBuilder WithPostgres(string authorizationServer, string bankApi) =>
        WithEnvironment("ConnectionStrings__authorization-server", authorizationServer).WithEnvironment("ConnectionStrings__bank-api", bankApi);

    /// <summary>
    /// With a Flow Explorer in a container of its own beside the bank, where each flow of a test can be looked at, e.g. while the test stops at a breakpoint:
    /// at <see cref="OAuthDemoContainer.ExplorerAddress"/>. It comes and goes with the bank.
    /// </summary>
    public OAuthDemoBuilder WithExplorer() => WithExplorerImage(ExplorerBesideBank.DefaultImage);

    /// <summary>The same, with an image of a registry or version of one's own.</summary>
    public OAuthDemoBuilder WithExplorerImage(string image) => Merge(DockerResourceConfiguration, new OAuthDemoConfiguration(explorerImage: image));

    /// <summary>Sends the spans of the protocol to a Flow Explorer that runs already, or to any other receiver of OTLP over HTTP.</summary>
    /// <param name="collector">Its address as it is reached from the container, e.g. <c>http://explorer:8080</c>.</param>
    public OAuthDemoBuilder WithExplorer(string collector) => WithEnvironment("ProtocolTracing__Endpoint", collector);

    /// <summary>
    /// On a network, where other containers find it by a name of its own under .localhost, which a browser on this machine finds as well. So one issuer works
    /// from all three; a .NET program on this machine needs the handler of <see cref="ReachingTheBank"/>.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="alias">Its name there, e.g. <c>bank.localhost</c>; made if null.</param>
    public OAuthDemoBuilder WithIssuerOn(INetwork network, string? alias = null)
    {
        var name = alias ?? $"bank-{Guid.NewGuid().ToString("N")[..8]}.localhost";
        return WithNetwork(network).WithNetworkAliases(name).WithIssuer(new($"http://{name}:{DockerResourceConfiguration.Port}/"));
    }

    /// <summary>
    /// Over https, with a certificate that is made for this container and for its issuer's host, and that no machine trusts: give it to the
    /// program under test by <c>bank.Certificate</c> or <c>bank.CreateHandler()</c>.
    /// </summary>
    public OAuthDemoBuilder WithHttps() => Merge(DockerResourceConfiguration, new OAuthDemoConfiguration(https: true));

    /// <summary>With an issuer of one's own, e.g. of a proxy in front. The kit itself speaks to that address.</summary>
    public OAuthDemoBuilder WithIssuer(Uri issuer) => Merge(DockerResourceConfiguration, new OAuthDemoConfiguration(issuer: issuer));

    /// <inheritdoc/>
    public override OAuthDemoContainer Build()
    {
        Validate();
        var port = DockerResourceConfiguration.Port!.Value;
        var issuer = DockerResourceConfiguration.Issuer ?? new Uri($"http://127.0.0.1:{port}/");
        var builder = (DockerResourceConfiguration.Https == true ? Encrypted(issuer, port) : Plain(issuer, port))
            .WithEnvironment("Testing__Key", DockerResourceConfiguration.Key!)
            .WithPortBinding(port, port)
            .WithCreateParameterModifier(LoopbackOnly.Bind);
        if (DockerResourceConfiguration.ExplorerImage is not { } image)
            return new(builder.DockerResourceConfiguration, explorer: null);
        var explorer = new ExplorerBesideBank(image, [.. DockerResourceConfiguration.Networks ?? []]);
        return new(builder.DependsOn(explorer.Container).WithCreateParameterModifier(explorer.Name).DockerResourceConfiguration, explorer);
    }

    private OAuthDemoBuilder Plain(Uri issuer, ushort port) => WithIssuer(issuer)
        .WithEnvironment("OAuth__Issuer", issuer.AbsoluteUri)
        .WithEnvironment("ASPNETCORE_HTTP_PORTS", port.ToString(CultureInfo.InvariantCulture))
        .WithWaitStrategy(UntilHealthy(health => health.ForPort(port)));

    private OAuthDemoBuilder Encrypted(Uri issuer, ushort port)
    {
        var secure = new UriBuilder(issuer) { Scheme = Uri.UriSchemeHttps, Port = issuer.Port }.Uri;
        using var certificate = BankCertificate.Create(["localhost", "127.0.0.1", "::1", secure.Host]);
        var pem = Encoding.UTF8.GetBytes(BankCertificate.ToPem(certificate));
        var trusted = X509CertificateLoader.LoadCertificate(certificate.RawData);
        return Merge(DockerResourceConfiguration, new OAuthDemoConfiguration(issuer: secure, certificate: trusted))
            .WithResourceMapping(pem, CertificateFile, ImageUser, ImageUser, UnixFileModes.UserRead)
            .WithEnvironment("OAuth__Issuer", secure.AbsoluteUri)
            .WithEnvironment("ASPNETCORE_HTTP_PORTS", "")
            .WithEnvironment("ASPNETCORE_HTTPS_PORTS", port.ToString(CultureInfo.InvariantCulture))
            .WithEnvironment("Kestrel__Certificates__Default__Path", CertificateFile)
            .WithEnvironment("Kestrel__Certificates__Default__KeyPath", CertificateFile)
            .WithWaitStrategy(UntilHealthy(health =>
                health.ForPort(port).UsingTls().UsingHttpMessageHandler(ReachingTheBank.CreateHandler(trusted))));
    }

    private static IWaitForContainerOS UntilHealthy(Func<HttpWaitStrategy, HttpWaitStrategy> at) => Wait.ForUnixContainer()
        .UntilHttpRequestIsSucceeded(health => at(health).ForPath("/health"), waiting => waiting.WithInterval(TimeSpan.FromMilliseconds(50)));

    /// <inheritdoc/>
    protected override OAuthDemoBuilder Init() =>
        Merge(base.Init().DockerResourceConfiguration, new OAuthDemoConfiguration(seed: new(), port: FreePort(), key: BankUnderTest.RandomText()));

    /// <inheritdoc/>
    protected override OAuthDemoBuilder Clone(IResourceConfiguration<CreateContainerParameters> resourceConfiguration) =>
        Merge(DockerResourceConfiguration, new OAuthDemoConfiguration(resourceConfiguration));

    /// <inheritdoc/>
    protected override OAuthDemoBuilder Clone(IContainerConfiguration resourceConfiguration) =>
        Merge(DockerResourceConfiguration, new OAuthDemoConfiguration(resourceConfiguration));

    /// <inheritdoc/>
    protected override OAuthDemoBuilder Merge(OAuthDemoConfiguration oldValue, OAuthDemoConfiguration newValue) => new(new OAuthDemoConfiguration(oldValue, newValue));

    private BankSeed Seed => DockerResourceConfiguration.Seed ?? new();

    // The same port inside and outside, so that one issuer serves both; it has to be known before the container is.
    private static ushort FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (ushort)((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
