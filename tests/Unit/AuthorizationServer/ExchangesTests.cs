using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using OAuthDemo.AuthorizationServer.Testing;
using OAuthDemo.ServiceDefaults.Issuer;
using OAuthDemo.ServiceDefaults.Telemetry;

namespace OAuthDemo.Unit.AuthorizationServer;

public sealed class ExchangesTests
{
    private const string Issuer = "https://exchanges.example/";

    [Fact]
    public async Task Whoever_has_read_an_answer_finds_its_exchange()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("OAuth:Issuer", Issuer)]).Build();
        using var exchanges = new Exchanges(new IssuerAddress(settings));
        using var source = new ActivitySource(ProtocolTelemetry.SourceName);
        var answering = source.StartActivity("token_request", ActivityKind.Server).ShouldNotBeNull();
        answering.SetTag("oauth.issuer", Issuer).SetTag("oauth.seen_by", "receiver");
        (await exchanges.AfterAsync(0, cancellationToken)).ShouldBeEmpty("no answer went out yet");

        answering.SetEndTime(answering.StartTimeUtc.AddMilliseconds(1)); // the answer goes out, and the server is not done with it
        var asked = exchanges.AfterAsync(0, cancellationToken);
        asked.IsCompleted.ShouldBeFalse();
        answering.Dispose();

        (await asked).ShouldHaveSingleItem();
    }
}
