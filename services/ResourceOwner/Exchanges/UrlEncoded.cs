using System.Net;

namespace OAuthDemo.ResourceOwner.Exchanges;

/// <summary>application/x-www-form-urlencoded, as queries and forms use it; repeated names stay repeated.</summary>
public static class UrlEncoded
{
    /// <summary>Takes a query, with or without its question mark, or a form body apart.</summary>
    public static IReadOnlyList<Parameter> Parse(string encoded) =>
        [.. encoded.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Pair)];

    /// <summary>The first value under a name in the query of an address.</summary>
    public static string? Query(this Uri address, string name) =>
        Parse(address.Query).FirstOrDefault(p => p.Name == name)?.Value;

    private static Parameter Pair(string pair)
    {
        var parts = pair.Split('=', 2);
        return new(WebUtility.UrlDecode(parts[0]), parts.Length == 2 ? WebUtility.UrlDecode(parts[1]) : "");
    }
}
