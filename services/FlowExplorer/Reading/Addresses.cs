using OAuthDemo.FlowExplorer.Flows;

namespace OAuthDemo.FlowExplorer.Reading;

/// <summary>Where the receivers of messages are reached from a terminal.</summary>
internal sealed class Addresses(IConfiguration configuration)
{
    /// <summary>The bank's front door.</summary>
    public string Bank => Trimmed(configuration["OAuth:Issuer"]) ?? "http://localhost:8080";

    /// <summary>The aggregator, where a person starts.</summary>
    public string Aggregator => Trimmed(configuration["Addresses:finance-aggregator"]) ?? "http://localhost:8090";

    public string Of(Exchange exchange) => exchange.To == Role.Client ? Aggregator : Bank;

    private static string? Trimmed(string? address) => string.IsNullOrWhiteSpace(address) ? null : address.TrimEnd('/');
}
