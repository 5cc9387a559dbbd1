using Duende.IdentityModel.Client;
using Microsoft.Extensions.Configuration;
using OAuthDemo.ServiceDefaults.OutgoingCalls;

namespace OAuthDemo.HarbourCli;

/// <summary>What this program knows of the bank: its issuer, and its own name there. The rest it reads from the issuer's metadata (RFC 8414).</summary>
internal sealed class Bank(IHttpClientFactory clients, IConfiguration configuration)
{
    public const string ClientId = "harbour-cli";

    // Nothing of openid: it is to read accounts, not to know who sits in front of it.
    public const string Scope = "accounts:read balances:read transactions:read offline_access";

    private DiscoveryDocumentResponse? _metadata;

    public Uri Issuer { get; } = Uri.TryCreate(configuration["OAuth:Issuer"] ?? "http://localhost:8080/", UriKind.Absolute, out var issuer)
        ? issuer : throw new InvalidOperationException("OAuth:Issuer is not an address. Try http://localhost:8080/.");

    public HttpClient Client() => clients.CreateClient();

    /// <exception cref="CommandFailedException">The bank does not answer, or is not who it should be.</exception>
    public async Task<DiscoveryDocumentResponse> MetadataAsync(CancellationToken cancellation)
    {
        if (_metadata is not null) return _metadata;

        var answer = await Client().GetDiscoveryDocumentAsync(
            new DiscoveryDocumentRequest { Address = Issuer.AbsoluteUri, Policy = { RequireHttps = !Issuer.IsLoopback } }, cancellation);
        return _metadata = answer.IsError
            ? throw new CommandFailedException(
                $"The bank does not answer at {Issuer}: {answer.Error}{TrustedCertificate.Advice(answer.Exception)}")
            : answer;
    }

    /// <summary>A public client says who it is and proves nothing: what is installed everywhere can keep no secret (RFC 8252 §8.5).</summary>
    public static T Identified<T>(T request, string? endpoint)
        where T : ProtocolRequest
    {
        request.Address = endpoint;
        request.ClientId = ClientId;
        request.ClientCredentialStyle = ClientCredentialStyle.PostBody;
        return request;
    }
}

/// <summary>A command cannot go on; the message says why, for the person.</summary>
internal sealed class CommandFailedException(string message) : Exception(message);
