using OAuthDemo.Hosting;
using OAuthDemo.Testcontainers;

namespace OAuthDemo.Containers.Stranger;

/// <summary>The stranger’s suite against the bank in the test’s own process.</summary>
public sealed class InProcessTests(InProcessTests.Banks banks) : StrangersSuite, IClassFixture<InProcessTests.Banks>
{
    /// <summary>One process for all tests, a tenant for each.</summary>
    public sealed class Banks : IAsyncLifetime
    {
        internal OAuthDemoHost Host { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Host = await OAuthDemoHost.StartAsync();

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }

    protected override IOAuthDemo Host => banks.Host;
}
