using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OAuthDemo.AppHost;
using OAuthDemo.AuthorizationServer;
using OAuthDemo.BankApi;
using OAuthDemo.FinanceAggregator;
using OAuthDemo.FlowExplorer;
using OAuthDemo.Gateway;
using OAuthDemo.Testcontainers;

namespace OAuthDemo.Integration.Demo;

/// <summary>Where a system lives and how its services are told of each other: what AppHost does for the real one.</summary>
internal sealed class DemoSetup(DemoOptions options) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("oauthdemo-").FullName;
    private readonly int _gateway = FreePorts.Next();
    private readonly int _aggregator = FreePorts.Next();
    private readonly int _explorer = options.Https ? FreePorts.Next() : 8070;
    private readonly int[] _authorizationServers = [.. Enumerable.Range(0, options.AuthorizationServers).Select(_ => FreePorts.Next())];
    private readonly int[] _bankApis = [.. Enumerable.Range(0, options.BankApis).Select(_ => FreePorts.Next())];

    public Uri Issuer => new($"{Scheme}://localhost:{_gateway}/");

    public Uri Aggregator => new($"{Scheme}://localhost:{_aggregator}/");

    public Uri Explorer => new($"{Scheme}://localhost:{_explorer}/");

    /// <summary>What the public addresses are reached with; null over http.</summary>
    public X509Certificate2? Certificate { get; } = options.Https ? options.Certificate ?? BankCertificate.Create() : null;

    public string? TrustedCertificate =>
        Certificate is not null && options.TrustsCertificate ? Written("certificate.pem", Certificate.ExportCertificatePem()) : null;

    public IReadOnlyDictionary<string, string> ClientSecrets { get; } =
        TestClients.Confidential.ToDictionary(id => id, _ => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));

    public string WorkerKey { get; } = Encoding.UTF8.GetString(SigningKey.Make());

    /// <summary>The key of the client <c>robot</c>, which has no secret.</summary>
    public ClientKey RobotKey { get; } = new();

    public IEnumerable<DemoService> Services(DemoClock clock, LogLines log)
    {
        foreach (var port in _authorizationServers)
            yield return new DemoService<AuthorizationServerService>("authorization-server", port, AuthorizationServer(), clock, log) { Amend = options.Amend };
        foreach (var port in _bankApis)
            yield return new DemoService<BankApiService>("bank-api", port, BankApi(), clock, log) { Amend = options.Amend };
        yield return new DemoService<GatewayService>("gateway", _gateway, Gateway(), clock, log)
        {
            Amend = options.Amend,
            Certificate = Certificate,
        };
        yield return new DemoService<FinanceAggregatorService>("finance-aggregator", _aggregator, Outsider(), clock, log)
        {
            Certificate = Certificate,
            Amend = options.Amend + (services => services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(options.Line.Handler))),
        };
    }

    public DemoService FlowExplorer(DemoClock clock, LogLines log)
    {
        var settings = Settings(client: null);
        settings["OAuth:InternalAddress"] = ThroughTheGateway;
        settings["Legacy:Enabled"] = $"{options.Legacy}";
        return new DemoService<FlowExplorerService>("flow-explorer", _explorer, settings, clock, log) { Certificate = Certificate };
    }

    public DemoService AnotherBankApi(DemoClock clock, LogLines log, IEnumerable<(string Name, string Value)> more)
    {
        var settings = BankApi();
        foreach (var (name, value) in more)
            settings[name] = value;
        return new DemoService<BankApiService>("bank-api", FreePorts.Next(), settings, clock, log);
    }

    public TestClient Client(string id, DemoSystem demo) =>
        new(demo, id, ClientSecrets.GetValueOrDefault(id), TestClients.RedirectUris.GetValueOrDefault(id, $"{Aggregator}callback/bank"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Dictionary<string, string?> AuthorizationServer()
    {
        var settings = Settings(client: null);
        foreach (var (id, secret) in ClientSecrets)
            settings[$"ClientSecrets:{id}"] = secret;
        settings["ClientKeys:statement-worker"] = SigningKey.PublicPart(WorkerKey);
        settings["ClientKeys:robot"] = RobotKey.PublicJwk;
        settings["Addresses:gateway"] = Issuer.AbsoluteUri;
        settings["Bank:ExtraFile"] = Written("extra.json", options.ExtraFile ?? TestClients.File(options));
        if (options.BankFile is { } bank)
            settings["Bank:File"] = Written("bank.json", bank);
        settings["Legacy:Enabled"] = $"{options.Legacy}";
        return settings;
    }

    private Dictionary<string, string?> Gateway()
    {
        var settings = Settings(client: null);
        settings["Cors:Origins:0"] = Aggregator.AbsoluteUri;
        return settings;
    }

    private Dictionary<string, string?> BankApi() => Settings(client: "bank-api");

    private string Scheme => options.Https ? "https" : "http";

    private string ThroughTheGateway => options.Https ? "https+http://gateway" : "http://gateway";

    private string Written(string file, string text)
    {
        var path = Path.Combine(_folder, file);
        File.WriteAllText(path, text);
        return path;
    }

    // Runs beside the bank, and reaches everything through the front door.
    public Dictionary<string, string?> Worker()
    {
        var settings = Settings(client: null);
        settings["OAuth:InternalAddress"] = ThroughTheGateway;
        settings["OAuth:ClientKey"] = WorkerKey;
        return settings;
    }

    // Who does not belong to the bank reaches the issuer through the front door.
    private Dictionary<string, string?> Outsider()
    {
        var settings = Settings(client: "finance-aggregator");
        settings["OAuth:InternalAddress"] = ThroughTheGateway;
        settings["SignIn:ClientSecret"] = ClientSecrets["finance-aggregator-signin"];
        settings["Bank:Address"] = Issuer.AbsoluteUri;
        return settings;
    }

    private Dictionary<string, string?> Settings(string? client)
    {
        var settings = new Dictionary<string, string?>
        {
            [HostDefaults.EnvironmentKey] = options.Environment,
            ["OAuth:Issuer"] = Issuer.AbsoluteUri,
            ["OAuth:InternalAddress"] = "http://authorization-server",
            ["Data:Folder"] = _folder,
            ["RateLimits:login"] = "6000", // all tests call from one address
            ["Addresses:finance-aggregator"] = Aggregator.AbsoluteUri,
            ["Addresses:flow-explorer"] = Explorer.AbsoluteUri,
            [$"services:gateway:{Scheme}:0"] = Issuer.AbsoluteUri,
            [$"services:finance-aggregator:{Scheme}:0"] = Aggregator.AbsoluteUri,
        };
        settings["Tls:TrustedCertificate"] = TrustedCertificate;
        foreach (var (index, port) in _authorizationServers.Index())
            settings[$"services:authorization-server:http:{index}"] = $"http://localhost:{port}";
        foreach (var (index, port) in _bankApis.Index())
            settings[$"services:bank-api:http:{index}"] = $"http://localhost:{port}";
        if (client is not null)
            settings["OAuth:ClientSecret"] = ClientSecrets[client];
        foreach (var (key, value) in options.Settings)
            settings[key] = value;
        return settings;
    }
}
