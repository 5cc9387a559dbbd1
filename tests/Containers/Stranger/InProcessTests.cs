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

/// <summary>The same over https: the stranger's API and clients trust the certificate that the kit hands out.</summary>
public sealed class InProcessOverHttpsTests(InProcessOverHttpsTests.Banks banks) : StrangersSuite, IClassFixture<InProcessOverHttpsTests.Banks>
{
    /// <summary>One process for all tests, a tenant for each.</summary>
    public sealed class Banks : IAsyncLifetime
    {
        internal OAuthDemoHost Host { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Host = await OAuthDemoHost.StartAsync(https: true);

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }

    protected override IOAuthDemo Host => banks.Host;

    [Fact]
    public async Task A_client_that_was_not_given_the_certificate_refuses_it()
    {
        Host.Issuer.Scheme.ShouldBe("https");
        Host.Certificate.ShouldNotBeNull().HasPrivateKey.ShouldBeFalse();
        using var http = new HttpClient();

        var refusal = await Should.ThrowAsync<HttpRequestException>(http.GetAsync(Host.Issuer, TestContext.Current.CancellationToken));

        refusal.HttpRequestError.ShouldBe(HttpRequestError.SecureConnectionError);
    }
}
