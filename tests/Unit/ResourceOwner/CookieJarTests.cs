using Microsoft.Extensions.Time.Testing;
using OAuthDemo.ResourceOwner.Browsing;

namespace OAuthDemo.Unit.ResourceOwner;

public sealed class CookieJarTests
{
    private static readonly Uri _bank = new("http://localhost:8080/login");
    private readonly FakeTimeProvider _clock = new(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_cookie_belongs_to_a_host_and_not_to_a_port()
    {
        var jar = JarWith("id=1; path=/; httponly; samesite=lax");

        jar.HeaderFor(new("http://localhost:8090/"), HttpMethod.Get, null).ShouldBe("id=1");
        jar.HeaderFor(new("http://127.0.0.1:8080/"), HttpMethod.Get, null).ShouldBeNull();
    }

    [Theory] // RFC 6265bis §5.7
    [InlineData("https://bank.example/", "__Host-id=1; path=/; secure", true)]
    [InlineData("https://bank.example/", "__Host-id=1; path=/", false)]
    [InlineData("https://bank.example/", "__Host-id=1; path=/a; secure", false)]
    [InlineData("https://bank.example/", "__Host-id=1; path=/; secure; domain=bank.example", false)]
    [InlineData("http://bank.example/", "__Host-id=1; path=/; secure", false)]
    [InlineData("https://bank.example/", "__Secure-id=1; path=/a; secure", true)]
    [InlineData("https://bank.example/", "__Secure-id=1; path=/a", false)]
    public void A_cookie_that_is_not_what_its_prefix_promises_is_refused(string from, string header, bool taken)
    {
        var jar = new CookieJar(_clock);

        jar.Store(new(from), [header]);

        jar.All.Count.ShouldBe(taken ? 1 : 0);
    }

    [Fact]
    public void A_cookie_ends_by_the_given_clock()
    {
        var jar = JarWith("id=1; path=/; max-age=60");

        _clock.Advance(TimeSpan.FromSeconds(61));

        jar.All.ShouldBeEmpty();
        jar.HeaderFor(_bank, HttpMethod.Get, null).ShouldBeNull();
    }

    [Fact]
    public void A_cookie_of_the_past_deletes_its_predecessor()
    {
        var jar = JarWith("id=1; path=/");

        jar.Store(_bank, ["id=; expires=Thu, 01 Jan 1970 00:00:00 GMT; path=/"]);

        jar.All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/consent", "/consent/c_1", true)]
    [InlineData("/consent", "/consents", false)]
    [InlineData("/", "/anything", true)]
    public void A_path_covers_what_is_below_it(string path, string asked, bool sent) =>
        (JarWith($"id=1; path={path}").HeaderFor(new(_bank, asked), HttpMethod.Get, null) is not null).ShouldBe(sent);

    [Theory]
    [InlineData("lax", "GET", true)]
    [InlineData("lax", "POST", false)]
    [InlineData("strict", "GET", false)]
    [InlineData("none", "POST", true)]
    public void Another_site_brings_along_only_what_same_site_allows(string sameSite, string method, bool sent) =>
        (JarWith($"id=1; path=/; samesite={sameSite}").HeaderFor(_bank, new(method), new("http://evil.example/")) is not null).ShouldBe(sent);

    [Theory]
    [InlineData("http://localhost/", true)]
    [InlineData("http://bank.example/", false)]
    [InlineData("https://bank.example/", true)]
    public void A_secure_cookie_needs_https_or_loopback(string address, bool sent)
    {
        var jar = new CookieJar(_clock);
        jar.Store(new(address), ["__Host-id=1; path=/; secure"]);

        (jar.HeaderFor(new(address), HttpMethod.Get, null) is not null).ShouldBe(sent);
    }

    [Fact]
    public void A_host_cannot_set_a_cookie_for_another_domain()
    {
        var jar = new CookieJar(_clock);
        jar.Store(new("http://evil.example/"), ["id=1; domain=bank.example"]);

        jar.All.ShouldBeEmpty();
    }

    private CookieJar JarWith(string header)
    {
        var jar = new CookieJar(_clock);
        jar.Store(_bank, [header]);
        return jar;
    }
}
