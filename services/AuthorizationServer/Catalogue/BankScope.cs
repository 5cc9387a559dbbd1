namespace OAuthDemo.AuthorizationServer.Catalogue;

/// <summary>Something that a client can be allowed to do.</summary>
internal sealed record BankScope
{
    public required string Name { get; init; }

    /// <summary>Two or three words, for a list.</summary>
    public required string Title { get; init; }

    /// <summary>One sentence for the person who is asked.</summary>
    public required string Sentence { get; init; }

    /// <summary>One line for the developer.</summary>
    public string? Developer { get; init; }

    /// <summary>The permission of UK Open Banking that comes nearest.</summary>
    public string? OpenBanking { get; init; }

    /// <summary>May the person untick it?</summary>
    public bool Optional { get; init; }

    /// <summary>Does it open data of an account, so that accounts must be picked?</summary>
    public bool PerAccount { get; init; }

    /// <summary>Does it open one payment, which the request has to name (RFC 9396)?</summary>
    public bool PerPayment { get; init; }

    /// <summary>Is it for clients without a person only?</summary>
    public bool MachineOnly { get; init; }

    /// <summary>The resource server that it opens, by its identifier (RFC 8707); null for the bank's own API.</summary>
    public string? Resource { get; init; }

    /// <summary>One of OpenID Connect's own, which open nothing at the bank's API.</summary>
    public bool IsIdentity => Name is "openid" or "profile" or "email" or "offline_access";
}
