using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace OAuthDemo.AppHost;

/// <summary>The settings of the AppHost, from the command line and the environment, checked.</summary>
/// <remarks>A mistake is a <see cref="DistributedApplicationException"/> with one line that says what to do.</remarks>
internal sealed class AppHostSettings
{
    /// <summary>How many ports after its own the dashboard listens at: for telemetry, and for the state of the resources.</summary>
    public const int FurtherDashboardPorts = 2;

    private const int LastPort = 65535;

    // The values that the launch profile and the registered redirect URIs start from.
    private static readonly Dictionary<string, int> DefaultPorts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["gateway"] = 8080,
        ["finance-aggregator"] = 8090,
        ["flow-explorer"] = 8070,
        ["dashboard"] = 15080,
    };

    private static readonly string[] ReplicatedServices = ["authorization-server", "bank-api"];

    private readonly IConfiguration _configuration;

    private AppHostSettings(IConfiguration configuration)
    {
        _configuration = configuration;
        RefuseUnknown("Ports", [.. DefaultPorts.Keys]);
        RefuseUnknown("Replicas", ReplicatedServices);
        Ports = DefaultPorts.ToDictionary(port => port.Key, port => Number($"Ports:{port.Key}", LastPort) ?? port.Value, StringComparer.OrdinalIgnoreCase);
        foreach (var shared in Ports.GroupBy(port => port.Value, port => port.Key).Where(names => names.Count() > 1))
            throw Mistake($"{string.Join(" and ", shared.Order(StringComparer.Ordinal).Select(name => $"Ports:{name}"))} are both {shared.Key}: give each a port of its own.");
        var dashboard = Ports["dashboard"];
        foreach (var (name, port) in Ports.Where(port => port.Value > dashboard && port.Value <= dashboard + FurtherDashboardPorts))
            throw Mistake($"Ports:{name} is {port}, and the dashboard listens at {dashboard} to {dashboard + FurtherDashboardPorts}: give each a port of its own.");
        Replicas = ReplicatedServices.ToDictionary(name => name, name => Number($"Replicas:{name}", 9));
        StartupTimeout = TimeSpan.FromSeconds(Seconds("Startup:TimeoutSeconds") ?? 60);
        if ((Certificate ?? CertificateKey) is not null && !IsHttps)
            throw Mistake("--certificate and --certificate-key belong to --https: add it.");
        foreach (var file in new[] { Certificate, CertificateKey }.OfType<string>().Where(file => !File.Exists(file)))
            throw Mistake($"The certificate file {file} does not exist.");
    }

    /// <summary>The public port of each service, and of the dashboard.</summary>
    public IReadOnlyDictionary<string, int> Ports { get; }

    /// <summary>How many processes of a service run; null when nothing was said.</summary>
    public IReadOnlyDictionary<string, int?> Replicas { get; }

    /// <summary>How long all services together may take to become healthy.</summary>
    public TimeSpan StartupTimeout { get; }

    /// <summary>Empty the stores first.</summary>
    public bool Reset => Flag("Stores:Reset");

    /// <summary>The connection string of a PostgreSQL server; empty for a container; null for SQLite.</summary>
    public string? Postgres => _configuration["Stores:Postgres"] ?? _configuration["Postgres"];

    /// <summary>Offer the deprecated grants to the legacy lab.</summary>
    public bool IsLegacyEnabled => Flag("Legacy:Enabled");

    /// <summary>Offer the testing API.</summary>
    public bool IsTestingEnabled => Flag("Testing:Enabled");

    /// <summary>Serve the public addresses over TLS.</summary>
    public bool IsHttps => Flag("Https:Enabled");

    /// <summary>The full path of the TLS certificate; null for the development certificate.</summary>
    public string? Certificate => FullPath("Https:Certificate");

    /// <summary>The full path of its private key, if that is a file of its own.</summary>
    public string? CertificateKey => FullPath("Https:CertificateKey");

    /// <summary>Write this machine's secrets beside the manifests.</summary>
    public bool PublishesSecrets => Flag("Publish:Secrets");

    /// <summary>Any other setting.</summary>
    public string? this[string key] => _configuration[key];

    /// <summary>Reads and checks the settings.</summary>
    public static AppHostSettings Read(IConfiguration configuration) => new(configuration);

    /// <summary>The public address of a service, without a trailing slash.</summary>
    public string PublicAddress(string service) => $"{(IsHttps ? "https" : "http")}://localhost:{Ports[service]}";

    private static DistributedApplicationException Mistake(string message) => new(message);

    private bool Flag(string key) => _configuration[key] switch
    {
        null or "" => false,
        var text when bool.TryParse(text, out var flag) => flag,
        var text => throw Mistake($"{key} is '{text}': give true or false, as in --{key}=true."),
    };

    private int? Number(string key, int largest) => _configuration[key] switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= largest => number,
        var text => throw Mistake($"{key} is '{text}': give a whole number from 1 to {largest}, as in --{key}=<number>."),
    };

    private double? Seconds(string key) => _configuration[key] switch
    {
        null => null,
        var text when double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 3600 => seconds,
        var text => throw Mistake($"{key} is '{text}': give a number of seconds from 0 to 3600, as in --{key}=60."),
    };

    private string? FullPath(string key) => _configuration[key] is { Length: > 0 } file ? Path.GetFullPath(file) : null;

    private void RefuseUnknown(string section, string[] known)
    {
        foreach (var key in _configuration.GetSection(section).GetChildren().Select(child => child.Key).Except(known, StringComparer.OrdinalIgnoreCase))
            throw Mistake($"{section}:{key} is not a setting: there are {string.Join(", ", known.Select(name => $"{section}:{name}"))}.");
    }
}
