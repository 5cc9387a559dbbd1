namespace OAuthDemo.ResourceOwner.Browsing;

/// <summary>
/// The browser's cookies. They belong to a host and not to a port, as RFC 6265 §8.5 warns: two services on localhost see each other's.
/// Time is the given clock's, so that a test's clock ends a cookie.
/// </summary>
public sealed class CookieJar(TimeProvider clock)
{
    private readonly List<Cookie> _cookies = [];

    /// <summary>Every cookie that has not ended.</summary>
    public IReadOnlyList<Cookie> All => [.. _cookies.Where(IsAlive)];

    /// <summary>Takes the Set-Cookie headers of an answer.</summary>
    public void Store(Uri from, IEnumerable<string> headers)
    {
        foreach (var header in headers)
        {
            if (Cookie.Parse(header, from, clock.GetUtcNow()) is not { } cookie)
                continue;
            _cookies.RemoveAll(old => old.Name == cookie.Name && old.Domain == cookie.Domain && old.Path == cookie.Path);
            if (IsAlive(cookie))
                _cookies.Add(cookie);
        }
    }

    /// <summary>The Cookie header for a request, longest path first, or null when nothing is sent.</summary>
    public string? HeaderFor(Uri to, HttpMethod method, Uri? sentBy)
    {
        var sent = _cookies.Where(cookie => IsAlive(cookie) && cookie.GoesTo(to, method, sentBy)).OrderByDescending(cookie => cookie.Path.Length);
        var header = string.Join("; ", sent.Select(cookie => $"{cookie.Name}={cookie.Value}"));
        return header.Length == 0 ? null : header;
    }

    /// <summary>Forgets all, as a person does who closes a private window.</summary>
    public void Clear() => _cookies.Clear();

    private bool IsAlive(Cookie cookie) => cookie.Expires is not { } expires || expires > clock.GetUtcNow();
}
