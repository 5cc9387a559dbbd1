using OAuthDemo.AllInOne;
using OAuthDemo.Testcontainers;

namespace OAuthDemo.Hosting;

/// <summary>
/// The bank in the test's own process, on a port of its own: the same services as in the container, behind the same interface, for machines without a
/// container engine.
/// </summary>
public sealed class OAuthDemoHost : IOAuthDemo
{
    private readonly AllInOneService _service;

    private OAuthDemoHost(AllInOneService service, BankUnderTest bank) => (_service, Bank) = (service, bank);

    /// <inheritdoc/>
    public Uri Issuer => Bank.Issuer;

    /// <inheritdoc/>
    public BankUnderTest Bank { get; }

    /// <summary>Starts the bank and returns when it is open. Dispose it.</summary>
    /// <param name="seed">What it has beside what every bank ships.</param>
    public static async Task<OAuthDemoHost> StartAsync(BankSeed? seed = null)
    {
        var service = await AllInOneService.StartAsync("--urls=http://127.0.0.1:0", $"--Testing:Key={Guid.NewGuid():N}{Guid.NewGuid():N}").ConfigureAwait(false);
        try
        {
            return new(service, await BankUnderTest.OpenAsync(service.Issuer, service.TestingKey, seed).ConfigureAwait(false));
        }
        catch
        {
            await service.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops it; nothing of it is left.</summary>
    public async ValueTask DisposeAsync()
    {
        Bank.Dispose();
        await _service.DisposeAsync().ConfigureAwait(false);
    }
}
