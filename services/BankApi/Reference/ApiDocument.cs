using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using OAuthDemo.BankApi.Accounts;
using OAuthDemo.BankApi.Payments;
using OAuthDemo.BankApi.Statements;
using OAuthDemo.BankApi.Transactions;
using OAuthDemo.ServiceDefaults.Issuer;

namespace OAuthDemo.BankApi.Reference;

// The document as a whole: what the API is, where it is, and how a client gets a token.
internal sealed class ApiDocument(IssuerAddress bank) : IOpenApiDocumentTransformer
{
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Harbour Bank API",
            Version = "1.0",
            Description = "Accounts, balances and transactions of a person, and payments, for as long as that person agrees. "
                + "Every answer depends on a consent that still lives. Errors are problem+json with a stable `code`.",
        };
        document.Servers = [new OpenApiServer { Url = bank.Issuer.AbsoluteUri.TrimEnd('/') }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[OperationSecurity.Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.OAuth2,
            Description = "Authorization code with PKCE (S256). The person picks the accounts at the bank.",
            Flows = new OpenApiOAuthFlows { AuthorizationCode = CodeFlow() },
        };
        document.Components.SecuritySchemes[OperationSecurity.MachineScheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.OAuth2,
            Description = "Client credentials, for the bank's own machines.",
            Flows = new OpenApiOAuthFlows { ClientCredentials = MachineFlow() },
        };
        return Task.CompletedTask;
    }

    private OpenApiOAuthFlow CodeFlow() => new()
    {
        AuthorizationUrl = new Uri(bank.Issuer, "connect/authorize"),
        TokenUrl = new Uri(bank.Issuer, "connect/token"),
        Scopes = new Dictionary<string, string>
        {
            [AccountEndpoints.Read] = "The accounts that the person picked",
            [BalanceEndpoints.Read] = "What is in them",
            [TransactionEndpoints.Read] = "What went in and out",
            [TransactionEndpoints.ReadDetail] = "With whom, and the reference",
            [PaymentEndpoints.Write] = "The one payment that the authorization_details name (RFC 9396)",
        },
    };

    private OpenApiOAuthFlow MachineFlow() => new()
    {
        TokenUrl = new Uri(bank.Issuer, "connect/token"),
        Scopes = new Dictionary<string, string> { [StatementEndpoints.Run] = "Write the monthly statements" },
    };
}
