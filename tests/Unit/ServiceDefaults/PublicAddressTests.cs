using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using OAuthDemo.ServiceDefaults.Issuer;
using OAuthDemo.ServiceDefaults.PublicAddresses;

namespace OAuthDemo.Unit.ServiceDefaults;

public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("https://bank.example/", "/", "__Host-id")]
    [InlineData("https://localhost:8080/", "/", "__Host-id")]
    [InlineData("https://bank.example/", "/labs", "__Secure-id")]
    [InlineData("https://bank.example/t/one/", "/", "__Secure-id")]
    [InlineData("http://localhost:8080/", "/", "id")]
    [InlineData(null, "/", "id")]
    public void A_cookies_prefix_is_what_its_address_and_path_allow(string? address, string path, string name) =>
        Of(address).CookieName("id", path).ShouldBe(name);

    [Theory]
    [InlineData("https://bank.example/", CookieSecurePolicy.Always)]
    [InlineData("http://localhost:8080/", CookieSecurePolicy.SameAsRequest)]
    [InlineData(null, CookieSecurePolicy.SameAsRequest)]
    public void Over_https_a_cookie_is_Secure_whatever_the_request_looks_like(string? address, CookieSecurePolicy policy)
    {
        var cookie = Of(address).Protect(new CookieBuilder(), "id");

        (cookie.SecurePolicy, cookie.HttpOnly).ShouldBe((policy, true));
    }

    [Theory]
    [InlineData("https://bank.example/", true)]
    [InlineData("https://localhost:8080/", false)]
    [InlineData("https://bank.localhost:8080/", false)]
    [InlineData("https://127.0.0.1:8080/", false)]
    [InlineData("https://[::1]:8080/", false)]
    [InlineData("http://bank.example/", false)]
    public void Only_a_public_https_host_is_strict(string address, bool strict) => Of(address).IsStrict.ShouldBe(strict);

    [Theory]
    [InlineData("finance-aggregator", "https://tidepool.example", true)]
    [InlineData("finance-aggregator", null, false)] // the issuer's
    [InlineData(null, "https://tidepool.example", false)]
    public void A_service_has_its_own_address_where_it_is_set_and_the_issuers_otherwise(string? service, string? own, bool https) =>
        PublicAddress.Of(service, Settings(own), new IssuerAddress(Settings(own))).IsHttps.ShouldBe(https);

    [Fact]
    public void What_is_not_an_address_is_named() =>
        Should.Throw<InvalidOperationException>(() => PublicAddress.Of("finance-aggregator", Settings("tidepool"), new IssuerAddress(Settings("tidepool"))))
            .Message.ShouldBe("Addresses:finance-aggregator is 'tidepool', which is not an http or https address.");

    private static PublicAddress Of(string? address) => new(address is null ? null : new Uri(address));

    private static IConfiguration Settings(string? aggregator) => new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["OAuth:Issuer"] = "http://localhost:8080/",
        ["Addresses:finance-aggregator"] = aggregator,
    }).Build();
}
