using Microsoft.Extensions.Configuration;

namespace OAuthDemo.TvApp;

/// <summary>What the television knows of the bank: where its issuer is. The rest it reads from the issuer's metadata.</summary>
internal sealed class TvSettings(IConfiguration configuration)
{
    public const string ClientId = "tv-app";
    public const string Scope = "accounts:read balances:read offline_access";

    public Uri Issuer { get; } = Uri.TryCreate(configuration["OAuth:Issuer"] ?? "http://localhost:8080/", UriKind.Absolute, out var issuer)
        ? issuer
        : throw new InvalidOperationException("OAuth:Issuer is not an address. Try http://localhost:8080/.");

    public Uri Api => new(Issuer, "api/");
}
