using System.Text.Json;
using System.Text.Json.Serialization;
using NetEscapades.AspNetCore.SecurityHeaders;
using OAuthDemo.BankApi.Accounts;
using OAuthDemo.BankApi.Transactions;
using OAuthDemo.ServiceDefaults.Issuer;
using Scalar.AspNetCore;

namespace OAuthDemo.BankApi.Reference;

// The page on which a developer reads about the API, signs in as a customer, and tries it.
internal static class ApiReference
{
    private const string Document = "v1";
    private const string PageHeaders = "reference page";

    public static void AddApiReference(this IServiceCollection services)
    {
        services.AddOpenApi(Document, options => options.AddDocumentTransformer<ApiDocument>());
        services.AddSecurityHeaderPolicies().AddPolicy(PageHeaders, headers => headers.AddPageHeaders());
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.RespectNullableAnnotations = true; // what is missing in a body is the caller's error
            options.SerializerOptions.RespectRequiredConstructorParameters = true;
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        });
    }

    public static void MapApiReference(this WebApplication app)
    {
        var bank = app.Services.GetRequiredService<IssuerAddress>();
        app.MapOpenApi("/api/openapi.json").AllowAnonymous();
        app.MapScalarApiReference("/api/docs", (options, context) => options
            .WithNonce(context.GetNonce())
            .AddDocument(Document, "Harbour Bank API", new Uri(bank.Issuer, "api/openapi.json").AbsolutePath)
            .WithTitle("Harbour Bank API")
            .DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideClientButton().HideDeveloperTools()
            .AddPreferredSecuritySchemes(OperationSecurity.Scheme)
            .AddAuthorizationCodeFlow(OperationSecurity.Scheme, flow => flow
                .WithClientId("api-reference")
                .WithPkce(Pkce.Sha256)
                .WithRedirectUri(new Uri(bank.Issuer, "api/docs/").AbsoluteUri)
                .WithSelectedScopes([AccountEndpoints.Read, BalanceEndpoints.Read, TransactionEndpoints.Read, TransactionEndpoints.ReadDetail])))
            .AllowAnonymous().WithSecurityHeadersPolicy(PageHeaders);
    }

    // The page's own scripts and nothing else; it styles itself while it runs. No remote asset, and no call but to this bank.
    private static void AddPageHeaders(this HeaderPolicyCollection headers) => headers
        .AddContentTypeOptionsNoSniff()
        .AddFrameOptionsDeny()
        .AddReferrerPolicyNoReferrer()
        .AddCrossOriginOpenerPolicy(builder => builder.SameOrigin())
        .AddContentSecurityPolicy(builder =>
        {
            builder.AddDefaultSrc().None();
            builder.AddScriptSrc().Self().WithNonce();
            builder.AddStyleSrc().Self().UnsafeInline();
            builder.AddImgSrc().Self().Data();
            builder.AddFontSrc().Self().Data();
            builder.AddConnectSrc().Self();
            builder.AddBaseUri().None();
            builder.AddFormAction().None();
            builder.AddFrameAncestors().None();
        });
}
