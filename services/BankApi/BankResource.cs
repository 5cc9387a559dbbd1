namespace OAuthDemo.BankApi;

internal static class BankResource
{
    // The resource identifier, which every access token for this API names as its audience (RFC 8707, RFC 9068 §3).
    public static string Identifier(IConfiguration configuration) => configuration["Bank:Resource"] ?? "urn:harbour-bank:api";
}
