using OAuthDemo.AuthorizationServer.Catalogue;

namespace OAuthDemo.Unit.AuthorizationServer;

/// <summary>Redirect URIs are compared as text (RFC 9700 §2.1); a native app alone may vary a port (RFC 8252 §7.3).</summary>
public sealed class RedirectUriTests
{
    [Theory]
    [InlineData("https://app.example/cb", true)]
    [InlineData("https://app.example/cb/", false)]
    [InlineData("https://app.example/CB", false)]
    [InlineData("https://app.example:443/cb", false)]
    [InlineData("https://app.example/cb?x=1", false)]
    [InlineData("https://app.example/cb#a", false)]
    [InlineData("https://app.example/x/../cb", false)]
    [InlineData("https://app.example/%63b", false)]
    [InlineData("https://user@app.example/cb", false)]
    [InlineData("HTTPS://app.example/cb", false)]
    [InlineData(" https://app.example/cb", false)]
    [InlineData("", false)]
    public void The_address_of_a_web_app_is_compared_character_by_character(string requested, bool registered) =>
        RedirectUri.IsRegistered(Client(native: false, "https://app.example/cb"), requested).ShouldBe(registered);

    [Theory]
    [InlineData("http://127.0.0.1/cb", true)]
    [InlineData("http://127.0.0.1:5123/cb", true)]
    [InlineData("http://127.0.0.1:80/cb", true)]
    [InlineData("http://127.0.0.1:05123/cb", false)]
    [InlineData("http://127.0.0.1:5123/cb/x", false)]
    [InlineData("http://127.0.0.1:5123/cb?x=1", false)]
    [InlineData("http://127.0.0.1:5123/cb#x", false)]
    [InlineData("http://127.0.0.1:5123/x/../cb", false)]
    [InlineData("http://localhost:5123/cb", false)]
    [InlineData("http://127.0.0.2:5123/cb", false)]
    [InlineData("http://2130706433:5123/cb", false)]
    [InlineData("http://user@127.0.0.1:5123/cb", false)]
    [InlineData("https://127.0.0.1:5123/cb", false)]
    public void A_native_app_may_vary_the_port_of_its_loopback_address_and_nothing_else(string requested, bool registered) =>
        RedirectUri.IsRegistered(Client(native: true, "http://127.0.0.1/cb"), requested).ShouldBe(registered);

    [Fact]
    public void Only_a_loopback_address_may_vary_its_port() =>
        RedirectUri.IsRegistered(Client(native: true, "http://localhost/cb"), "http://localhost:5123/cb").ShouldBeFalse();

    [Fact]
    public void Only_a_native_app_may_vary_its_port() =>
        RedirectUri.IsRegistered(Client(native: false, "http://127.0.0.1/cb"), "http://127.0.0.1:5123/cb").ShouldBeFalse();

    [Fact]
    public void The_loopback_of_IPv6_counts_as_well() =>
        RedirectUri.IsRegistered(Client(native: true, "http://[::1]/cb"), "http://[::1]:5123/cb").ShouldBeTrue();

    private static BankClient Client(bool native, string uri) => new() { Id = "x", Name = "X", Operator = "X", IsNative = native, RedirectUris = [uri] };
}
