extern alias ServiceDefaultsAssembly;

using System.Net;
using ServiceDefaultsAssembly::OAuthDemo.ServiceDefaults.OutgoingCalls;

namespace OAuthDemo.Unit.ServiceDefaults;

/// <summary>Which calls a proxy of the environment never sees.</summary>
public sealed class InternalCallsBypassProxyTests
{
    private static readonly Uri Outer = new("http://proxy.example:3128");
    private readonly InternalCallsBypassProxy _proxy = new(new WebProxy(Outer));

    [Theory]
    [InlineData("http://localhost:8080/connect/token")]
    [InlineData("http://127.0.0.1:8080/")]
    [InlineData("http://127.1.2.3/")]
    [InlineData("https://[::1]:5001/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://bank-1.localhost:8080/")]
    [InlineData("http://authorization-server/.well-known/jwks")]
    [InlineData("http://aspire-dashboard:18889/")]
    public void This_machine_and_names_of_service_discovery_are_called_directly(string address)
    {
        _proxy.GetProxy(new(address)).ShouldBeNull();
        _proxy.IsBypassed(new(address)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("http://bank.example/")]
    [InlineData("https://localhost.example/")]
    [InlineData("http://10.0.0.7/")]
    [InlineData("http://[2001:db8::1]/")]
    public void Other_hosts_are_called_through_the_proxy(string address)
    {
        _proxy.GetProxy(new(address)).ShouldBe(Outer);
        _proxy.IsBypassed(new(address)).ShouldBeFalse();
    }

    [Fact]
    public void The_addresses_of_the_system_itself_are_called_directly()
    {
        _proxy.Exempt([null, "", "bank-api", "https://Bank.example/", "http://10.0.0.7:8080"]);

        _proxy.IsBypassed(new("https://bank.example/connect/token")).ShouldBeTrue();
        _proxy.IsBypassed(new("http://10.0.0.7/api/accounts")).ShouldBeTrue();
        _proxy.IsBypassed(new("https://other.example/")).ShouldBeFalse();
    }
}
