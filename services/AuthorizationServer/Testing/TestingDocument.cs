using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using OAuthDemo.ServiceDefaults.Issuer;

namespace OAuthDemo.AuthorizationServer.Testing;

/// <summary>The testing API in OpenAPI, for whoever tests in another language.</summary>
internal sealed class TestingDocument(IssuerAddress issuer) : IOpenApiDocumentTransformer
{
    private const string Scheme = "key";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Harbour Bank under test",
            Version = "1.0",
            Description = "Sets the clock, makes people, clients, scopes and tokens, ends consents, changes keys, lets requests fail, and tells what was asked and answered. "
                + "Only where Testing:Enabled is true, and never in Production.",
        };
        document.Servers = [new OpenApiServer { Url = issuer.Issuer.AbsoluteUri.TrimEnd('/') }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The setting Testing:Key." };
        document.Security = [new() { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        return Task.CompletedTask;
    }
}

internal static class TestingDocumentSetup
{
    public static void AddTestingDocument(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.ShouldInclude = operation => operation.RelativePath?.StartsWith("testing/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer<TestingDocument>();
    });
}
