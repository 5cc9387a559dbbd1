using DotNet.Testcontainers.Containers;

namespace OAuthDemo.Testcontainers;

/// <summary>The bank in a container: authorization server, API and gateway on one port.</summary>
public sealed class OAuthDemoContainer : DockerContainer, IOAuthDemo
{
    private readonly OAuthDemoConfiguration _configuration;
    private BankUnderTest? _bank;

    /// <summary>Of what the builder was told.</summary>
    public OAuthDemoContainer(OAuthDemoConfiguration configuration)
        : base(configuration) => _configuration = configuration;

    /// <inheritdoc/>
    public Uri Issuer => _configuration.Issuer!;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The container has not started.</exception>
    public BankUnderTest Bank => _bank ?? throw new InvalidOperationException("The container has not started.");

    /// <inheritdoc/>
    // A startup callback would come before the bank is healthy.
    protected override async Task UnsafeStartAsync(CancellationToken ct = default)
    {
        await base.UnsafeStartAsync(ct).ConfigureAwait(false);
        _bank?.Dispose();
        _bank = await BankUnderTest.OpenAsync(Issuer, _configuration.Key!, _configuration.Seed).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override ValueTask DisposeAsyncCore()
    {
        _bank?.Dispose();
        return base.DisposeAsyncCore();
    }
}
