using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace OAuthDemo.ServiceDefaults.Issuer;

/// <summary>
/// Who issues the tokens, and where that issuer is reached from inside. From the settings <c>OAuth:Issuer</c> and
/// <c>OAuth:InternalAddress</c>, never from the address that a request happened to use.
/// </summary>
public sealed class IssuerAddress(IConfiguration configuration)
{
    /// <summary>The issuer, or null where no issuer is configured.</summary>
    public Uri? Configured { get; } = Address(configuration, "OAuth:Issuer");

    /// <summary>Where the issuer is reached on the back channel; null means at its own address.</summary>
    public Uri? Inside { get; } = Address(configuration, "OAuth:InternalAddress");

    /// <summary>The issuer, always with its trailing slash.</summary>
    /// <exception cref="InvalidOperationException">No issuer is configured.</exception>
    public Uri Issuer => Configured
        ?? throw new InvalidOperationException("Set OAuth:Issuer to the address of the issuer, such as http://localhost:8080/.");

    /// <summary>The issuer as it stands in <c>iss</c>, to be compared character by character (RFC 9207 §2.4).</summary>
    public string Identifier => Issuer.AbsoluteUri;

    internal void MustSuit(IHostEnvironment environment)
    {
        if (environment.IsProduction() && Configured is { } issuer && issuer.Scheme != Uri.UriSchemeHttps)
            throw new InvalidOperationException($"OAuth:Issuer is {issuer}: in Production it must be an https address.");
    }

    private static Uri? Address(IConfiguration configuration, string setting)
    {
        var value = configuration[setting];
        if (string.IsNullOrWhiteSpace(value)) return null;
        if (!Uri.TryCreate(value, UriKind.Absolute, out var address) || !address.Scheme.Contains("http", StringComparison.Ordinal)
            || address.Query.Length > 0 || address.Fragment.Length > 0)
            throw new InvalidOperationException($"{setting} is '{value}', which is not an http or https address without query and fragment.");
        return address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
    }
}
