namespace OAuthDemo.AuthorizationServer.Protocol;

/// <summary>The resource identifier of the bank's API: the audience of every token that opens it (RFC 8707).</summary>
internal sealed class BankResource(IConfiguration configuration)
{
    public string Identifier { get; } = configuration["Bank:Resource"] ?? "urn:harbour-bank:api";
}
