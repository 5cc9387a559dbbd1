using Microsoft.Extensions.Configuration;
using OAuthDemo.ServiceDefaults.Telemetry;

namespace OAuthDemo.Unit.ServiceDefaults;

/// <summary>The settings of the section <c>ProtocolTracing</c>.</summary>
public sealed class ProtocolTracingOptionsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void Without_an_endpoint_nothing_is_sent(string? endpoint) => Read(("Endpoint", endpoint)).ShouldBeNull();

    [Theory]
    [InlineData("http://localhost:8070")]
    [InlineData("http://localhost:8070/")]
    public void An_endpoint_is_enough(string endpoint) =>
        Read(("Endpoint", endpoint)).ShouldBe(new ProtocolTracingOptions(new("http://localhost:8070/"), 1000, 200));

    [Fact]
    public void Times_can_be_set() =>
        Read(("Endpoint", "https://explorer.example/otlp"), ("TimeoutMilliseconds", "50"), ("ExportIntervalMilliseconds", "10"))
            .ShouldBe(new ProtocolTracingOptions(new("https://explorer.example/otlp/"), 50, 10));

    [Theory]
    [InlineData("Endpoint", "localhost:8070")]
    [InlineData("Endpoint", "ftp://localhost")]
    [InlineData("TimeoutMilliseconds", "0")]
    [InlineData("ExportIntervalMilliseconds", "soon")]
    public void A_value_that_cannot_be_used_is_named(string name, string value) =>
        Should.Throw<InvalidOperationException>(() => Read(("Endpoint", "http://localhost:8070"), (name, value)))
            .Message.ShouldStartWith($"ProtocolTracing:{name} is '{value}', which is not ");

    private static ProtocolTracingOptions? Read(params (string Name, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection().Build();
        foreach (var (name, value) in settings) configuration[$"ProtocolTracing:{name}"] = value;
        return ProtocolTracingOptions.Read(configuration);
    }
}
