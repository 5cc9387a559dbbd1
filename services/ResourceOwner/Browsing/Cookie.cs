using System.Globalization;

namespace OAuthDemo.ResourceOwner.Browsing;

/// <summary>A cookie as the browser keeps it (RFC 6265 §5.3).</summary>
public sealed record Cookie
{
    /// <summary>Its name, with a prefix such as <c>__Host-</c> where it has one.</summary>
    public required string Name { get; init; }

    /// <summary>Its value as sent.</summary>
    public required string Value { get; init; }

    /// <summary>The host that set it, or the parent domain that it asked for.</summary>
    public required string Domain { get; init; }

    /// <summary>Sent to <see cref="Domain"/> alone and not to hosts below it.</summary>
    public bool HostOnly { get; init; } = true;

    /// <summary>The path below which it is sent.</summary>
    public string Path { get; init; } = "/";

    /// <summary>When it ends; null for a session cookie.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Sent over https only; loopback counts as safe, as in browsers.</summary>
    public bool Secure { get; init; }

    /// <summary>Out of reach for scripts.</summary>
    public bool HttpOnly { get; init; }

    /// <summary>"strict", "lax" or "none"; browsers take an unsaid one as "lax".</summary>
    public string SameSite { get; init; } = "lax";

    /// <summary>
    /// Reads a Set-Cookie header; null if it is not one, sets a domain that its host does not belong to, or is not what its prefix promises
    /// (RFC 6265bis §5.7).
    /// </summary>
    public static Cookie? Parse(string header, Uri from, DateTimeOffset now)
    {
        var parts = header.Split(';', StringSplitOptions.TrimEntries);
        var pair = parts[0].Split('=', 2);
        if (pair.Length != 2 || pair[0].Length == 0)
            return null;
        var cookie = new Cookie { Name = pair[0].Trim(), Value = pair[1].Trim(), Domain = from.Host, Path = DefaultPath(from) };
        foreach (var attribute in parts.Skip(1).Select(part => part.Split('=', 2, StringSplitOptions.TrimEntries)))
            cookie = cookie.With(attribute[0].ToUpperInvariant(), attribute.Length == 2 ? attribute[1] : "", now);
        return (cookie.HostOnly || IsBelow(from.Host, cookie.Domain)) && cookie.KeepsPromise(from) ? cookie : null;
    }

    /// <summary>Whether the browser sends it along.</summary>
    /// <param name="to">Where the request goes.</param>
    /// <param name="method">Its method.</param>
    /// <param name="sentBy">The page or redirect that caused it; null when the person typed the address.</param>
    public bool GoesTo(Uri to, HttpMethod method, Uri? sentBy) =>
        (HostOnly ? to.Host.Equals(Domain, StringComparison.OrdinalIgnoreCase) : IsBelow(to.Host, Domain))
        && (to.AbsolutePath == Path || to.AbsolutePath.StartsWith(Path.EndsWith('/') ? Path : Path + "/", StringComparison.Ordinal))
        && (!Secure || to.Scheme == Uri.UriSchemeHttps || to.IsLoopback)
        && (sentBy is null || sentBy.Host == to.Host || SameSite == "none" || (SameSite == "lax" && method == HttpMethod.Get));

    private bool KeepsPromise(Uri from)
    {
        var isSecure = Secure && (from.Scheme == Uri.UriSchemeHttps || from.IsLoopback);
        return Name.StartsWith("__Host-", StringComparison.OrdinalIgnoreCase) ? isSecure && HostOnly && Path == "/"
            : isSecure || !Name.StartsWith("__Secure-", StringComparison.OrdinalIgnoreCase);
    }

    private Cookie With(string attribute, string value, DateTimeOffset now) => attribute switch
    {
        // Max-Age wins over Expires wherever it stands (RFC 6265 §5.3), and frameworks write it after.
        "MAX-AGE" when long.TryParse(value, CultureInfo.InvariantCulture, out var seconds) => this with { Expires = now.AddSeconds(seconds) },
        "EXPIRES" when DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out var expires) => this with { Expires = expires },
        "DOMAIN" when value.Length > 0 => this with { Domain = value.TrimStart('.'), HostOnly = false },
        "PATH" when value.StartsWith('/') => this with { Path = value },
        "SECURE" => this with { Secure = true },
        "HTTPONLY" => this with { HttpOnly = true },
        "SAMESITE" => this with { SameSite = value.ToLowerInvariant() },
        _ => this,
    };

    private static bool IsBelow(string host, string domain) =>
        host.Equals(domain, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase);

    private static string DefaultPath(Uri from)
    {
        var slash = from.AbsolutePath.LastIndexOf('/');
        return slash <= 0 ? "/" : from.AbsolutePath[..slash];
    }
}
