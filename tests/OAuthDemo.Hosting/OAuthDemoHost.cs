using System.Security.Cryptography.X509Certificates;
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
    /// <param name="https">
    /// Over https, with a certificate that is made for this bank and that no machine trusts: give it to the program under test by
    /// <c>bank.Certificate</c> or <c>bank.CreateHandler()</c>.
    /// </param>
    public static async Task<OAuthDemoHost> StartAsync(BankSeed? seed = null, bool https = false)
    {
        var (service, certificate) = https
            ? await StartHttpsAsync().ConfigureAwait(false)
            : (await StartAsync("--urls=http://127.0.0.1:0").ConfigureAwait(false), null);
        try
        {
            return new(service, await BankUnderTest.OpenAsync(service.Issuer, service.TestingKey, seed, certificate).ConfigureAwait(false));
        }
        catch
        {
            await service.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // Kestrel reads the private key once, from a folder that only this user can open.
    private static async Task<(AllInOneService, X509Certificate2)> StartHttpsAsync()
    {
        using var certificate = BankCertificate.Create();
        var folder = Directory.CreateTempSubdirectory("oauthdemo-https-");
        try
        {
            var file = Path.Combine(folder.FullName, "bank.pem");
            await File.WriteAllTextAsync(file, BankCertificate.ToPem(certificate)).ConfigureAwait(false);
            var service = await StartAsync("--urls=https://127.0.0.1:0",
                $"--Kestrel:Certificates:Default:Path={file}", $"--Kestrel:Certificates:Default:KeyPath={file}").ConfigureAwait(false);
            return (service, X509CertificateLoader.LoadCertificate(certificate.RawData));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<AllInOneService> StartAsync(params string[] settings) =>
        AllInOneService.StartAsync([.. settings, $"--Testing:Key={Guid.NewGuid():N}{Guid.NewGuid():N}"]);

    /// <summary>Stops it; nothing of it is left.</summary>
    public async ValueTask DisposeAsync()
    {
        Bank.Dispose();
        await _service.DisposeAsync().ConfigureAwait(false);
    }
}
