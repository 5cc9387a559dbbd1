using System.Text.Json;
using System.Text.Json.Serialization;
using OAuthDemo.BankApi.Accounts;
using OAuthDemo.BankApi.Transactions;
using OAuthDemo.ServiceDefaults.Issuer;
using Scalar.AspNetCore;

namespace OAuthDemo.BankApi.Reference;

// The page on which a developer reads about the API, signs in as a customer, and tries it.
internal static class ApiReference
{
    private const string Document = "v1";

    public static void AddApiReference(this IServiceCollection services)
    {
        services.AddOpenApi(Document, options => options.AddDocumentTransformer<ApiDocument>());
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        });
    }

    public static void MapApiReference(this WebApplication app)
    {
        var bank = app.Services.GetRequiredService<IssuerAddress>();
        app.MapOpenApi("/api/openapi.json").AllowAnonymous();
        app.MapScalarApiReference("/api/docs", options => options
            .AddDocument(Document, "Harbour Bank API", "/api/openapi.json")
            .WithTitle("Harbour Bank API")
            .DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideClientButton()
            .AddPreferredSecuritySchemes(OperationSecurity.Scheme)
            .AddAuthorizationCodeFlow(OperationSecurity.Scheme, flow => flow
                .WithClientId("api-reference")
                .WithPkce(Pkce.Sha256)
                .WithRedirectUri(new Uri(bank.Issuer, "api/docs/").AbsoluteUri)
                .WithSelectedScopes([AccountEndpoints.Read, BalanceEndpoints.Read, TransactionEndpoints.Read, TransactionEndpoints.ReadDetail])))
            .AllowAnonymous();
    }
}
