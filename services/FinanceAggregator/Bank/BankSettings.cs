using OAuthDemo.ServiceDefaults.Issuer;

namespace OAuthDemo.FinanceAggregator.Bank;

/// <summary>What Tidepool was told about Harbour Bank when it registered there.</summary>
internal sealed class BankSettings(IConfiguration configuration, IssuerAddress issuer)
{
    /// <summary>Tidepool's client id for reading data (authorization).</summary>
    public const string DataClient = "finance-aggregator";

    /// <summary>Tidepool's client id for knowing who somebody is (authentication).</summary>
    public const string SignInClient = "finance-aggregator-signin";

    public const string Name = "Harbour Bank";

    public static readonly string[] DataScopes =
        ["accounts:read", "balances:read", "transactions:read", "transactions.detail:read", "offline_access"];

    public static readonly string[] PaymentScopes = ["payments:write"];

    public static readonly string[] SignInScopes = ["openid", "profile", "email"];

    public Uri Issuer { get; } = issuer.Issuer;

    public string ClientSecret { get; } = Required(configuration, "OAuth:ClientSecret");

    public string SignInSecret { get; } = Required(configuration, "SignIn:ClientSecret");

    /// <summary>Base address of the bank's API, which the bank publishes below its issuer.</summary>
    public Uri Api { get; } = new(new Uri(configuration["Bank:Address"] ?? issuer.Identifier), "/api/");

    /// <summary>Where a person sees and ends, at the bank, what is shared with whom.</summary>
    public Uri ConnectedApps { get; } = new(issuer.Issuer, "me/consents");

    private static string Required(IConfiguration configuration, string setting) => configuration[setting] is { Length: > 0 } value
        ? value
        : throw new InvalidOperationException($"Set {setting} to the secret that the bank knows Tidepool by.");
}
