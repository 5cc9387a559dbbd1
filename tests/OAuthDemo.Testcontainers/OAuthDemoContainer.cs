using DotNet.Testcontainers.Containers;

namespace OAuthDemo.Testcontainers;

/// <summary>The bank in a container: authorization server, API and gateway on one port.</summary>
public sealed class OAuthDemoContainer : DockerContainer, IOAuthDemo
{
    private readonly OAuthDemoConfiguration _configuration;
    private readonly ExplorerBesideBank? _explorer;
    private BankUnderTest? _bank;

    internal OAuthDemoContainer(OAuthDemoConfiguration configuration, ExplorerBesideBank? explorer)
        : base(configuration) => (_configuration, _explorer) = (configuration, explorer);

    /// <inheritdoc/>
    public Uri Issuer => _configuration.Issuer!;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The container has not started.</exception>
    public BankUnderTest Bank => _bank ?? throw new InvalidOperationException("The container has not started.");

    /// <summary>Where a browser on this machine sees the flows drawn, of a bank that was built <c>WithExplorer()</c>.</summary>
    /// <exception cref="InvalidOperationException">It was built without an explorer, or has not started.</exception>
    public Uri ExplorerAddress => (_explorer ?? throw new InvalidOperationException("The bank was built without an explorer.")).Address;

    /// <inheritdoc/>
    // A startup callback would come before the bank is healthy.
    protected override async Task UnsafeStartAsync(CancellationToken ct = default)
    {
        await base.UnsafeStartAsync(ct).ConfigureAwait(false);
        _bank?.Dispose();
        _bank = await BankUnderTest.OpenAsync(Issuer, _configuration.Key!, _configuration.Seed, _configuration.Certificate).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async ValueTask DisposeAsyncCore()
    {
        _bank?.Dispose();
        await base.DisposeAsyncCore().ConfigureAwait(false);
        if (_explorer is not null)
            await _explorer.Container.DisposeAsync().ConfigureAwait(false);
    }
}
