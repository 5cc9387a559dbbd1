using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using OAuthDemo.ServiceDefaults.Issuer;

namespace OAuthDemo.ServiceDefaults.PublicAddresses;

/// <summary>
/// Where browsers reach this service, and what follows from it: how cookies are named and protected, and whether HSTS is sent. It comes from
/// the settings and not from the request, so that a proxy that does not say which scheme the browser used cannot weaken a cookie.
/// </summary>
/// <param name="address">Null where no address is configured; it then counts as http.</param>
public sealed class PublicAddress(Uri? address)
{
    /// <summary>Whether browsers use https.</summary>
    public bool IsHttps { get; } = address?.Scheme == Uri.UriSchemeHttps;

    /// <summary>
    /// Whether browsers are told to use nothing but https from now on (RFC 6797). Not on loopback: browsers keep that rule for a host name
    /// whatever the port, so every other program that speaks http on localhost would become unreachable.
    /// </summary>
    public bool IsStrict => IsHttps && !IsLoopback(address!);

    /// <summary>
    /// A cookie's name. Over https its prefix makes browsers refuse it from http and, with <c>__Host-</c>, from any other host (RFC 6265bis
    /// §4.1.3). <c>__Host-</c> is for cookies of the whole host; below a path it is <c>__Secure-</c>. Over http, where browsers refuse both,
    /// the name has no prefix.
    /// </summary>
    /// <param name="name">The name without a prefix.</param>
    /// <param name="path">The cookie's path below this address.</param>
    public string CookieName(string name, string path = "/") =>
        !IsHttps ? name : path == "/" && address!.AbsolutePath == "/" ? $"__Host-{name}" : $"__Secure-{name}";

    /// <summary>Names a cookie of this service and keeps it from scripts and, where the address is https, from http.</summary>
    public T Protect<T>(T cookie, string name)
        where T : CookieBuilder
    {
        cookie.Name = CookieName(name, cookie.Path ?? "/");
        cookie.HttpOnly = true;
        cookie.SecurePolicy = IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        return cookie;
    }

    internal static PublicAddress Of(string? service, IConfiguration configuration, IssuerAddress issuer)
    {
        var own = service is null ? null : configuration[$"Addresses:{service}"];
        if (string.IsNullOrWhiteSpace(own)) return new(issuer.Configured);
        return Uri.TryCreate(own, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https")
            ? new(address)
            : throw new InvalidOperationException($"Addresses:{service} is '{own}', which is not an http or https address.");
    }

    // RFC 6761 §6.3
    private static bool IsLoopback(Uri address) =>
        address.IsLoopback || address.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
}
