using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using OAuthDemo.ServiceDefaults.Issuer;

namespace OAuthDemo.Unit.ServiceDefaults;

public sealed class IssuerAddressTests
{
    [Theory]
    [InlineData("http://localhost:8080", "http://localhost:8080/")]
    [InlineData("http://localhost:8080/", "http://localhost:8080/")]
    [InlineData("https://Bank.Example:443", "https://bank.example/")]
    [InlineData("https://bank.example/tenant", "https://bank.example/tenant/")]
    public void The_issuer_has_one_spelling(string setting, string identifier) => With(setting).Identifier.ShouldBe(identifier);

    [Theory]
    [InlineData("localhost:8080")]
    [InlineData("ftp://localhost")]
    [InlineData("https://bank.example/?a=b")]
    [InlineData("https://bank.example/#a")]
    public void What_is_no_issuer_is_refused_by_name(string setting) =>
        Should.Throw<InvalidOperationException>(() => With(setting)).Message.ShouldContain("OAuth:Issuer");

    [Fact]
    public void A_missing_issuer_is_said_by_name() =>
        Should.Throw<InvalidOperationException>(() => With(null).Issuer).Message.ShouldContain("OAuth:Issuer");

    [Fact]
    public void Production_wants_https()
    {
        var production = new HostingEnvironment { EnvironmentName = Environments.Production };
        Should.Throw<InvalidOperationException>(() => With("http://bank.example").MustSuit(production)).Message.ShouldContain("https");
        Should.NotThrow(() => With("https://bank.example").MustSuit(production));
        Should.NotThrow(() => With("http://bank.example").MustSuit(new HostingEnvironment { EnvironmentName = Environments.Development }));
    }

    private static IssuerAddress With(string? issuer) => new(new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["OAuth:Issuer"] = issuer }).Build());
}
