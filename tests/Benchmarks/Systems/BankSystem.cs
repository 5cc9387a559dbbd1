using System.Security.Cryptography;
using System.Text;
using OAuthDemo.AppHost;
using OAuthDemo.Registration;
using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Benchmarks.Systems;

/// <summary>
/// The bank as the AppHost starts it: authorization server, API and gateway as processes of their own, with stores on the disk, generated secrets, and
/// telemetry that is sent to a collector. Only the gateway's rate limits are lifted, because all load comes from one address.
/// </summary>
internal sealed class BankSystem : IAsyncDisposable
{
    /// <summary>The clients that load comes from.</summary>
    public const string Machine = "bench-machine", App = "bench-app", Callback = "https://bench.example/callback";

    public const string Scopes = "openid offline_access accounts:read balances:read";

    private static readonly string[] _clients =
        [.. ConfidentialClients.Read(Path.Combine(Repository.Root, "services", "AuthorizationServer", "bank.json")), Machine, App];

    private readonly string _folder = Remains.NewFolder("benchmarks");
    private readonly List<ServiceProcess> _services = [];
    private Dictionary<string, string> _ofAuthorization = [];

    private BankSystem()
    {
    }

    public static IReadOnlyList<(string Name, string Password)> People { get; } = [.. Enumerable.Range(1, 16).Select(number => ($"bench-{number}", $"bench-{number}-password"))];

    public IReadOnlyDictionary<string, string> Secrets { get; } = _clients.ToDictionary(id => id, _ => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));

    public ServiceProcess Authorization { get; private set; } = null!;

    public ServiceProcess Api { get; private set; } = null!;

    public ServiceProcess Gateway { get; private set; } = null!;

    public IReadOnlyList<ServiceProcess> Services => _services;

    /// <summary>The folder with the stores, unless they are databases.</summary>
    public string Folder => _folder;

    /// <summary>The file of the authorization server's store, unless it is a database.</summary>
    public string AuthorizationStore => Path.Combine(_folder, "authorization-server.db");

    /// <param name="watched">Whether a collector takes the telemetry; without one, the services make none.</param>
    /// <param name="databaseOf">Makes a connection string for each service that has a store; without it, each has a file of its own.</param>
    public static async Task<BankSystem> StartAsync(bool watched, Func<string, string>? databaseOf = null)
    {
        var bank = new BankSystem();
        try
        {
            await bank.StartServicesAsync(watched, databaseOf);
            return bank;
        }
        catch
        {
            await bank.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the authorization server and starts it anew.</summary>
    /// <param name="between">What is done to its store meanwhile.</param>
    /// <param name="more">Settings beside those it had.</param>
    public async Task RestartAuthorizationAsync(Action? between = null, params (string Name, string Value)[] more)
    {
        var (index, port) = (_services.IndexOf(Authorization), Authorization.Address.Port);
        await Authorization.DisposeAsync();
        between?.Invoke();
        foreach (var (name, value) in more)
            _ofAuthorization[name] = value;
        _services[index] = Authorization = await ServiceProcess.StartAsync("AuthorizationServer", port, _ofAuthorization);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in Enumerable.Reverse(_services))
            await service.DisposeAsync();
        Remains.DeleteFolder(_folder);
    }

    private async Task StartServicesAsync(bool watched, Func<string, string>? databaseOf)
    {
        var (gateway, authorization, api) = (FreePorts.Next(), FreePorts.Next(), FreePorts.Next());
        var settings = new Dictionary<string, string>
        {
            ["OAuth__Issuer"] = $"http://localhost:{gateway}/",
            ["OAuth__InternalAddress"] = "http://authorization-server",
            ["Data__Folder"] = _folder,
            ["services__authorization-server__http__0"] = $"http://localhost:{authorization}",
            ["services__bank-api__http__0"] = $"http://localhost:{api}",
        };
        foreach (var name in (string[])["authorization-server", "bank-api"])
            if (databaseOf is not null)
                settings[$"ConnectionStrings__{name}"] = databaseOf(name);
        if (watched)
            await CollectAsync(settings);

        _ofAuthorization = Named(settings, "authorization-server", OfTheAuthorizationServer(gateway));
        var both = await Task.WhenAll(
            ServiceProcess.StartAsync("AuthorizationServer", authorization, _ofAuthorization),
            ServiceProcess.StartAsync("BankApi", api, Named(settings, "bank-api", new() { ["OAuth__ClientSecret"] = Secrets["bank-api"] })));
        (Authorization, Api) = (both[0], both[1]);
        _services.AddRange(both);
        _services.Add(Gateway = await ServiceProcess.StartAsync("Gateway", gateway, Named(settings, "gateway",
            ((string[])["login", "pages", "protocol", "api"]).ToDictionary(limit => $"RateLimits__{limit}", _ => $"{int.MaxValue}"))));
    }

    private async Task CollectAsync(Dictionary<string, string> settings)
    {
        var collector = await ServiceProcess.StartOwnAsync("collector", FreePorts.Next());
        _services.Add(collector);
        settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address.AbsoluteUri;
        settings["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        settings["OTEL_EXPORTER_OTLP_TIMEOUT"] = "1000";
        settings["OTEL_BSP_SCHEDULE_DELAY"] = "200";
        settings["ProtocolTracing__Endpoint"] = collector.Address.AbsoluteUri; // one collector stands for the dashboard and the explorer
    }

    private Dictionary<string, string> OfTheAuthorizationServer(int gateway)
    {
        var settings = Secrets.ToDictionary(secret => $"ClientSecrets__{secret.Key}", secret => secret.Value);
        settings["ClientKeys__statement-worker"] = SigningKey.PublicPart(Encoding.UTF8.GetString(SigningKey.Make()));
        settings["Addresses__gateway"] = $"http://localhost:{gateway}";
        settings["Addresses__finance-aggregator"] = settings["Addresses__flow-explorer"] = "http://localhost:1"; // nobody goes there
        settings["Bank__ExtraFile"] = Path.Combine(_folder, "bench.json");
        File.WriteAllText(settings["Bank__ExtraFile"], ExtraFile());
        return settings;
    }

    private static string ExtraFile() => $$"""
        {
          "clients": [
            { "id": "{{Machine}}", "name": "Machine", "operator": "Benchmarks", "type": "confidential", "grants": ["client_credentials"], "scopes": ["statements:run"] },
            { "id": "{{App}}", "name": "App", "operator": "Benchmarks", "homepage": "https://bench.example/", "type": "confidential", "grants": ["authorization_code", "refresh_token"],
              "redirectUris": ["{{Callback}}"], "scopes": {{Json(Scopes.Split(' '))}} }
          ],
          "people": [
            {{string.Join(",\n    ", People.Select(person => $$"""
            { "userName": "{{person.Name}}", "password": "{{person.Password}}", "displayName": "{{person.Name}}", "email": "{{person.Name}}@bench.example", "customerNumber": "10001" }
            """))}}
          ]
        }
        """;

    private static string Json(string[] texts) => System.Text.Json.JsonSerializer.Serialize(texts);

    private static Dictionary<string, string> Named(Dictionary<string, string> common, string name, Dictionary<string, string> own) =>
        new(common.Concat(own)) { ["OTEL_SERVICE_NAME"] = name };
}
