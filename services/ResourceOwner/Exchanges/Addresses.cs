namespace OAuthDemo.ResourceOwner.Exchanges;

/// <summary>Where the bank and the client are found, and so which role an address plays.</summary>
/// <param name="Issuer">The bank's public address, e.g. <c>http://localhost:8080/</c>.</param>
/// <param name="FinanceAggregator">The client's public address; absent when no client with a site of its own takes part.</param>
public sealed record Addresses(Uri Issuer, Uri? FinanceAggregator = null)
{
    /// <summary>An address at the bank: <c>AtBank("me/consents")</c>.</summary>
    public Uri AtBank(string path) => new(Issuer, path);

    /// <summary>An address at the finance aggregator.</summary>
    /// <exception cref="InvalidOperationException">No finance aggregator takes part.</exception>
    public Uri AtAggregator(string path) =>
        new(FinanceAggregator ?? throw new InvalidOperationException("No address of a finance aggregator was given."), path);

    /// <summary>The role that answers at an address. The bank's API lives below /api, the authorization server everywhere else.</summary>
    public Role RoleAt(Uri address)
    {
        if (!SameOrigin(address, Issuer))
            return Role.Client;
        var path = PathAtBank(address);
        return path == "/api" || path.StartsWith("/api/", StringComparison.Ordinal)
            ? Role.ResourceServer
            : Role.AuthorizationServer;
    }

    /// <summary>The path of an address below the issuer, which may have a path of its own.</summary>
    internal string PathAtBank(Uri address) =>
        SameOrigin(address, Issuer) && address.AbsolutePath.StartsWith(Issuer.AbsolutePath, StringComparison.Ordinal)
            ? address.AbsolutePath[(Issuer.AbsolutePath.Length - 1)..]
            : address.AbsolutePath;

    internal static bool SameOrigin(Uri one, Uri other) =>
        Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;
}
