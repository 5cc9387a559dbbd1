using System.Text.Json.Serialization;
using OAuthDemo.BankApi.Accounts;
using OAuthDemo.BankApi.Payments;
using OAuthDemo.BankApi.Statements;
using OAuthDemo.BankApi.Transactions;
using OAuthDemo.ServiceDefaults.Issuer;

namespace OAuthDemo.BankApi.Discovery;

// RFC 9728: a client that knows only the API learns here whom to ask for tokens, and which.
internal static class ProtectedResourceMetadata
{
    public static void MapProtectedResourceMetadata(this IEndpointRouteBuilder app) =>
        app.MapGet("/.well-known/oauth-protected-resource", (IssuerAddress bank, IConfiguration configuration) => TypedResults.Ok(
            new Metadata(
                BankResource.Identifier(configuration),
                [bank.Identifier],
                [AccountEndpoints.Read, BalanceEndpoints.Read, TransactionEndpoints.Read, TransactionEndpoints.ReadDetail,
                    PaymentEndpoints.Write, StatementEndpoints.Run],
                [PaymentOrder.Type, StatementRight.Type],
                ["header"],
                "Harbour Bank API",
                new Uri(bank.Issuer, "api/docs/").AbsoluteUri)))
            .AllowAnonymous().ExcludeFromDescription();

    private sealed record Metadata(
        [property: JsonPropertyName("resource")] string Resource,
        [property: JsonPropertyName("authorization_servers")] string[] AuthorizationServers,
        [property: JsonPropertyName("scopes_supported")] string[] ScopesSupported,
        [property: JsonPropertyName("authorization_details_types_supported")] string[] AuthorizationDetailsTypesSupported,
        [property: JsonPropertyName("bearer_methods_supported")] string[] BearerMethodsSupported,
        [property: JsonPropertyName("resource_name")] string ResourceName,
        [property: JsonPropertyName("resource_documentation")] string ResourceDocumentation);
}
