using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OAuthDemo.AppHost;

/// <summary>
/// The certificate of the public addresses with <c>--https</c>: the one that the settings name, or the ASP.NET Core development certificate. Its public part
/// is written to the data folder, so that the services trust exactly this certificate when they call each other, whatever the machine trusts.
/// </summary>
internal sealed class TlsCertificate
{
    // The mark of an ASP.NET Core development certificate.
    private const string DevelopmentCertificateExtension = "1.3.6.1.4.1.311.84.1.1";

    private readonly string? _file;
    private readonly string? _keyFile;

    private TlsCertificate(string? file, string? keyFile, string trustedFile) => (_file, _keyFile, TrustedFile) = (file, keyFile, trustedFile);

    /// <summary>A PEM file with the public part, for the setting <c>Tls:TrustedCertificate</c> of a service.</summary>
    public string TrustedFile { get; }

    /// <summary>Reads the certificate; null where the public addresses are plain HTTP.</summary>
    /// <exception cref="DistributedApplicationException">There is none, or it cannot be used; the message says what to do.</exception>
    public static TlsCertificate? Open(AppHostSettings settings, DataFolder data)
    {
        if (!settings.IsHttps)
            return null;
        var trusted = Path.Combine(data.FullPath, "https-certificate.pem");
        if (settings.Certificate is not { } file)
        {
            using var development = FindDevelopmentCertificate();
            File.WriteAllText(trusted, development.ExportCertificatePem());
            return new(null, null, trusted);
        }

        try
        {
            var isPem = File.ReadAllText(file).Contains("-----BEGIN CERTIFICATE", StringComparison.Ordinal);
            var keyFile = isPem ? settings.CertificateKey ?? file : null;
            using var certificate = isPem ? X509Certificate2.CreateFromPemFile(file, keyFile) : X509CertificateLoader.LoadPkcs12FromFile(file, password: null);
            File.WriteAllText(trusted, certificate.ExportCertificatePem());
            return new(file, keyFile, trusted);
        }
        catch (CryptographicException failure)
        {
            throw new DistributedApplicationException(
                $"The certificate {file} cannot be used: {failure.Message} --certificate takes a PEM file, with its key or with --certificate-key, or a PFX file without a password.");
        }
    }

    /// <summary>Serves it at the public address of the service; Kestrel finds the development certificate by itself.</summary>
    public void ServeFrom(IResourceBuilder<ProjectResource> service)
    {
        if (_file is not null)
            service.WithEnvironment("Kestrel__Certificates__Default__Path", _file);
        if (_keyFile is not null)
            service.WithEnvironment("Kestrel__Certificates__Default__KeyPath", _keyFile);
    }

    private static X509Certificate2 FindDevelopmentCertificate()
    {
        using var store = new X509Store(StoreName.My, StoreLocation.CurrentUser, OpenFlags.ReadOnly);
        return store.Certificates.Find(X509FindType.FindByExtension, DevelopmentCertificateExtension, validOnly: false)
            .Find(X509FindType.FindByTimeValid, TimeProvider.System.GetLocalNow().DateTime, validOnly: false)
            .FirstOrDefault(certificate => certificate.HasPrivateKey)
            ?? throw new DistributedApplicationException(
                "--https needs a certificate, and this user has no ASP.NET Core development certificate: run 'dotnet dev-certs https --trust', or give one with --certificate FILE.");
    }
}
