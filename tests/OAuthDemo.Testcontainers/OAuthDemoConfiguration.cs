using System.Security.Cryptography.X509Certificates;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;

namespace OAuthDemo.Testcontainers;

/// <summary>What <see cref="OAuthDemoBuilder"/> was told.</summary>
public sealed class OAuthDemoConfiguration : ContainerConfiguration
{
    /// <summary>Of the module's own settings.</summary>
    /// <param name="seed">What the bank has from its first moment on.</param>
    /// <param name="issuer">An issuer other than the container's own.</param>
    /// <param name="port">The port, inside and outside.</param>
    /// <param name="key">Opens the testing API.</param>
    /// <param name="explorerImage">The image of an explorer beside the bank.</param>
    /// <param name="https">Whether it speaks https.</param>
    /// <param name="certificate">By which certificate.</param>
    public OAuthDemoConfiguration(
        BankSeed? seed = null, Uri? issuer = null, ushort? port = null, string? key = null, string? explorerImage = null,
        bool? https = null, X509Certificate2? certificate = null) =>
        (Seed, Issuer, Port, Key, ExplorerImage, Https, Certificate) = (seed, issuer, port, key, explorerImage, https, certificate);

    /// <summary>Of settings that every resource has.</summary>
    public OAuthDemoConfiguration(IResourceConfiguration<CreateContainerParameters> resource)
        : base(resource)
    {
    }

    /// <summary>Of settings that every container has.</summary>
    public OAuthDemoConfiguration(IContainerConfiguration resource)
        : base(resource)
    {
    }

    /// <summary>Of an older configuration and a newer one, which wins where it says something.</summary>
    public OAuthDemoConfiguration(OAuthDemoConfiguration oldValue, OAuthDemoConfiguration newValue)
        : base(oldValue, newValue)
    {
        Seed = BuildConfiguration.Combine(oldValue.Seed, newValue.Seed);
        Issuer = BuildConfiguration.Combine(oldValue.Issuer, newValue.Issuer);
        Port = newValue.Port ?? oldValue.Port;
        Key = BuildConfiguration.Combine(oldValue.Key, newValue.Key);
        ExplorerImage = BuildConfiguration.Combine(oldValue.ExplorerImage, newValue.ExplorerImage);
        Https = newValue.Https ?? oldValue.Https;
        Certificate = BuildConfiguration.Combine(oldValue.Certificate, newValue.Certificate);
    }

    /// <summary>What the bank has from its first moment on.</summary>
    public BankSeed? Seed { get; }

    /// <summary>An issuer other than the container's own.</summary>
    public Uri? Issuer { get; }

    /// <summary>The port, inside and outside.</summary>
    public ushort? Port { get; }

    /// <summary>Opens the testing API.</summary>
    public string? Key { get; }

    /// <summary>The image of an explorer beside the bank; null if there is none.</summary>
    public string? ExplorerImage { get; }

    /// <summary>Whether it speaks https.</summary>
    public bool? Https { get; }

    /// <summary>The certificate by which it speaks https, made when the container is built.</summary>
    public X509Certificate2? Certificate { get; }
}
