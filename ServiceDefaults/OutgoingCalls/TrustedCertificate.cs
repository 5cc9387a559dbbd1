using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;

namespace OAuthDemo.ServiceDefaults.OutgoingCalls;

/// <summary>
/// Lets calls over TLS trust a certificate that this machine does not trust: each one in the PEM file that the setting
/// <c>Tls:TrustedCertificate</c> names, self-signed or an authority's. What the machine trusts is trusted as before, and host name, dates and
/// purpose are checked all the same.
/// </summary>
internal sealed class TrustedCertificate(X509Certificate2Collection certificates)
{
    private const string Setting = "Tls:TrustedCertificate";

    /// <exception cref="InvalidOperationException">The file cannot be read or holds no certificate.</exception>
    public static TrustedCertificate Read(IConfiguration configuration)
    {
        var certificates = new X509Certificate2Collection();
        if (configuration[Setting] is not { Length: > 0 } file) return new(certificates);
        try
        {
            certificates.ImportFromPemFile(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new InvalidOperationException($"{Setting} is '{file}', which cannot be read: {unreadable.Message}", unreadable);
        }

        return certificates.Count > 0
            ? new(certificates)
            : throw new InvalidOperationException($"{Setting} is '{file}', which holds no certificate in PEM format.");
    }

    /// <summary>Lets the calls of a handler trust the certificates, if there are any.</summary>
    public void ApplyTo(HttpMessageHandler handler)
    {
        if (certificates.Count == 0) return;
        if (handler is SocketsHttpHandler sockets)
            sockets.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, errors) => Accepts(certificate, chain, errors);
        else if (handler is HttpClientHandler client)
            client.ServerCertificateCustomValidationCallback = (_, certificate, chain, errors) => Accepts(certificate, chain, errors);
    }

    /// <summary>What a person can do about a call that failed; empty if it did not fail for the certificate.</summary>
    public static string Advice(Exception? failure) =>
        failure is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }
        ? $" This machine does not trust its certificate: --{Setting}=FILE names one to trust."
        : "";

    // The usual validation failed because of the chain, and not because of the name: it is repeated with these certificates as the roots.
    private bool Accepts(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None) return true;
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 leaf || chain is null)
            return false;

        using var again = new X509Chain { ChainPolicy = chain.ChainPolicy.Clone() };
        again.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        again.ChainPolicy.CustomTrustStore.AddRange(certificates);
        return again.Build(leaf);
    }
}
