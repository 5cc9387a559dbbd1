using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using OAuthDemo.Registration;

namespace OAuthDemo.AllInOne.Banks;

/// <summary>What the three services of one bank are told, as on their command lines.</summary>
/// <param name="Issuer">The bank's address.</param>
/// <param name="Folder">Where its stores are.</param>
/// <param name="Key">Opens its testing API.</param>
/// <param name="Given">What the process was told; most of it the services read themselves.</param>
/// <param name="EnvironmentName">Development, unless something else was said.</param>
/// <param name="Logging">Where all of them write.</param>
internal sealed record BankSettings(Uri Issuer, string Folder, string Key, IConfiguration Given, string EnvironmentName, ILoggerFactory Logging)
{
    private static readonly IReadOnlyList<string> _confidentialClients = ConfidentialClients.Read(RegistrationFile("bank.json"), RegistrationFile("legacy.json"));
    private static readonly string[] _exports = ["OTEL_EXPORTER_OTLP_ENDPOINT", "ProtocolTracing:Endpoint"];
    private static readonly string[] _stores = ["authorization-server", "bank-api"];

    private readonly string _introspection = RandomText();

    /// <summary>A tenant keeps its stores to itself, wherever the first bank has its own.</summary>
    public bool IsTenant { get; init; }

    public string[] AuthorizationServer()
    {
        var settings = Service("AuthorizationServer");
        foreach (var client in _confidentialClients)
            settings[$"ClientSecrets:{client}"] = client == "bank-api" ? _introspection : Given[$"ClientSecrets:{client}"] ?? RandomText();
        settings["ClientKeys:statement-worker"] = Given["ClientKeys:statement-worker"] ?? PublicKey();
        settings["Addresses:gateway"] = Issuer.AbsoluteUri.TrimEnd('/');
        settings["Addresses:finance-aggregator"] = Given["Addresses:finance-aggregator"] ?? "http://localhost:8090";
        settings["Addresses:flow-explorer"] = Given["Addresses:flow-explorer"] ?? "http://localhost:8070";
        settings["Testing:Key"] = Key;
        // Every service listens to the telemetry of the whole process, so one of them exports it for all.
        foreach (var export in _exports) settings[export] = IsTenant ? "" : Given[export] ?? "";
        return Arguments(settings);
    }

    public string[] BankApi()
    {
        var settings = Service("BankApi");
        settings["OAuth:ClientSecret"] = _introspection;
        return Arguments(settings);
    }

    public string[] Gateway()
    {
        var settings = Service("Gateway");
        foreach (var limit in new[] { "login", "pages", "protocol", "api" })
            settings[$"RateLimits:{limit}"] = Given[$"RateLimits:{limit}"] ?? "1000000"; // all tests call from one address
        // A service of the same process is there as long as its gateway is.
        foreach (var cluster in new[] { "authorization server", "API" })
            settings[$"ReverseProxy:Clusters:{cluster}:HealthCheck:Active:Enabled"] = "false";
        settings["ReverseProxy:Routes:testing:ClusterId"] = "authorization server";
        settings["ReverseProxy:Routes:testing:Match:Path"] = "/testing/{**rest}";
        return Arguments(settings);
    }

    private Dictionary<string, string> Service(string name)
    {
        var settings = new Dictionary<string, string>
        {
            ["environment"] = EnvironmentName,
            ["applicationName"] = $"OAuthDemo.{name}",
            ["contentRoot"] = Path.Combine(AppContext.BaseDirectory, "bank", name),
            ["hostBuilder:reloadConfigOnChange"] = "false", // one watcher for each service of each bank would exhaust what the system has
            ["urls"] = "http://127.0.0.1:0",
            ["HTTP_PORTS"] = "",
            ["HTTPS_PORTS"] = "",
            ["OAuth:Issuer"] = Issuer.AbsoluteUri,
            ["OAuth:InternalAddress"] = "http://authorization-server",
            // A service that does not answer soon is not away: the machine is busy, e.g. with tests.
            ["Backchannel:Timeout"] = Given["Backchannel:Timeout"] ?? "00:00:30",
            ["Data:Folder"] = Folder,
            ["Testing:Enabled"] = Given["Testing:Enabled"] ?? "true",
        };
        foreach (var export in _exports) settings[export] = "";
        if (IsTenant)
            foreach (var store in _stores) settings[$"ConnectionStrings:{store}"] = "";
        return settings;
    }

    private static string[] Arguments(Dictionary<string, string> settings) => [.. settings.Select(setting => $"--{setting.Key}={setting.Value}")];

    private static string RegistrationFile(string name) => Path.Combine(AppContext.BaseDirectory, "bank", "AuthorizationServer", name);

    private static string RandomText() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    // Of a machine that does not run here: nobody has the private part.
    private static string PublicKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return JsonSerializer.Serialize(new { kty = "EC", crv = "P-256", x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y) });
    }
}
