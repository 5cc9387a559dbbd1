using OAuthDemo.Containers.Machine;
using OAuthDemo.Testcontainers;

namespace OAuthDemo.Containers.Stranger;

/// <summary>The stranger’s suite against the bank in a container.</summary>
public sealed class InContainerTests(InContainerTests.Banks banks) : StrangersSuite, IClassFixture<InContainerTests.Banks>
{
    /// <summary>One container for all tests, started by the first that can run, and a tenant for each.</summary>
    public sealed class Banks : IAsyncLifetime
    {
        private OAuthDemoContainer? _container;

        internal OAuthDemoContainer Container => _container ?? throw new InvalidOperationException("There is no container here.");

        public async ValueTask InitializeAsync()
        {
            if (Engine.Missing is not null || Images.Missing(Needs.AllInOne) is not null)
                return;
            _container = new OAuthDemoBuilder(Images.Of("all-in-one")).Build();
            await _container.StartAsync();
        }

        public ValueTask DisposeAsync() => _container?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    protected override IOAuthDemo Host
    {
        get
        {
            if ((Engine.Missing ?? Images.Missing(Needs.AllInOne)) is { } reason)
                Assert.Skip(reason);
            return banks.Container;
        }
    }
}
