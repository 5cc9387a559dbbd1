using Aspire.Hosting;
using Microsoft.Extensions.Configuration;
using OAuthDemo.AppHost;

namespace OAuthDemo.Unit.AppHost;

public sealed class AppHostSettingsTests
{
    [Fact]
    public void What_is_not_said_has_a_default()
    {
        var settings = Read();

        settings.PublicAddress("gateway").ShouldBe("http://localhost:8080");
        settings.Ports["dashboard"].ShouldBe(15080);
        settings.Replicas["bank-api"].ShouldBeNull();
        settings.StartupTimeout.ShouldBe(TimeSpan.FromSeconds(60));
        settings.Postgres.ShouldBeNull();
        (settings.Reset || settings.IsLegacyEnabled || settings.IsTestingEnabled || settings.IsHttps).ShouldBeFalse();
    }

    [Fact]
    public void What_is_said_counts_whatever_its_case()
    {
        var settings = Read("ports:GATEWAY=9080", "Replicas:bank-api=2", "Legacy:Enabled=True", "Startup:TimeoutSeconds=0.5");

        settings.PublicAddress("gateway").ShouldBe("http://localhost:9080");
        settings.Replicas["bank-api"].ShouldBe(2);
        settings.IsLegacyEnabled.ShouldBeTrue();
        settings.StartupTimeout.ShouldBe(TimeSpan.FromSeconds(0.5));
    }

    [Theory]
    [InlineData("Ports:gatway=9080", "Ports:gatway is not a setting: there are Ports:gateway, Ports:finance-aggregator, Ports:flow-explorer, Ports:dashboard.")]
    [InlineData("Replicas:gateway=2", "Replicas:gateway is not a setting: there are Replicas:authorization-server, Replicas:bank-api.")]
    [InlineData("Ports:gateway=ninety", "Ports:gateway is 'ninety': give a whole number from 1 to 65535, as in --Ports:gateway=<number>.")]
    [InlineData("Ports:gateway=0", "Ports:gateway is '0': give a whole number from 1 to 65535, as in --Ports:gateway=<number>.")]
    [InlineData("Ports:gateway=65536", "Ports:gateway is '65536': give a whole number from 1 to 65535, as in --Ports:gateway=<number>.")]
    [InlineData("Ports:gateway=8090", "Ports:finance-aggregator and Ports:gateway are both 8090: give each a port of its own.")]
    [InlineData("Ports:gateway=15082", "Ports:gateway is 15082, and the dashboard listens at 15080 to 15082: give each a port of its own.")]
    [InlineData("Replicas:bank-api=0", "Replicas:bank-api is '0': give a whole number from 1 to 9, as in --Replicas:bank-api=<number>.")]
    [InlineData("Stores:Reset=maybe", "Stores:Reset is 'maybe': give true or false, as in --Stores:Reset=true.")]
    [InlineData("Startup:TimeoutSeconds=0", "Startup:TimeoutSeconds is '0': give a number of seconds from 0 to 3600, as in --Startup:TimeoutSeconds=60.")]
    [InlineData("Https:Certificate=bank.pem", "--certificate and --certificate-key belong to --https: add it.")]
    public void A_mistake_is_one_line_that_says_what_to_do(string setting, string said)
    {
        var read = () => { _ = Read(setting).Reset; };

        read.ShouldThrow<DistributedApplicationException>().Message.ShouldBe(said);
    }

    private static AppHostSettings Read(params string[] settings) => AppHostSettings.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => setting.Split('=')).Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1]))).Build());
}
