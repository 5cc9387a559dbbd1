using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;

namespace OAuthDemo.Integration.Demo;

/// <summary>What a test wants to be different in its own <see cref="DemoSystem"/>.</summary>
public sealed record DemoOptions
{
    /// <summary>Lets the laboratory client in, which is allowed to leave PKCE out.</summary>
    public bool Legacy { get; init; }

    /// <summary>How many people there are of whom nothing is remembered; each costs a password hash at the start.</summary>
    public int Guests { get; init; }

    /// <summary>How many instances of the authorization server stand behind the gateway.</summary>
    public int AuthorizationServers { get; init; } = 1;

    /// <summary>How many instances of the bank's API stand behind the gateway.</summary>
    public int BankApis { get; init; } = 1;

    /// <summary>The environment that the services believe to run in.</summary>
    public string Environment { get; init; } = "Development";

    /// <summary>
    /// Gives the bank, the aggregator and the explorer https addresses, with a certificate of this run that no machine trusts. What is behind
    /// the gateway stays http.
    /// </summary>
    public bool Https { get; init; }

    /// <summary>Another certificate for that than one for localhost.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Whether the services are told to trust that certificate.</summary>
    public bool TrustsCertificate { get; init; } = true;

    /// <summary>The text of bank.json, instead of the one that is shipped.</summary>
    public string? BankFile { get; init; }

    /// <summary>The text of the file that is laid over bank.json, instead of the one with the tests' clients.</summary>
    public string? ExtraFile { get; init; }

    /// <summary>What stands between the aggregator and the bank.</summary>
    public BankLine Line { get; init; } = new();

    /// <summary>Settings of all services, e.g. <c>["Logging:LogLevel:Default"] = "Debug"</c>; a service that does not know one ignores it.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Changes the container of every service.</summary>
    public Action<IServiceCollection>? Amend { get; init; }
}
