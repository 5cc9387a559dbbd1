using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace OAuthDemo.BankApi.Reference;

// What the OpenAPI document says of an operation beyond what the code says itself.
internal static class OperationSecurity
{
    public const string Scheme = "person";
    public const string MachineScheme = "machine";

    // RFC 6750: which scope, and how a request without it is answered.
    public static TBuilder NeedsScope<TBuilder>(this TBuilder endpoints, params string[] scopes)
        where TBuilder : IEndpointConventionBuilder => endpoints.Needs(Scheme, scopes);

    public static TBuilder NeedsMachine<TBuilder>(this TBuilder endpoints, params string[] scopes)
        where TBuilder : IEndpointConventionBuilder => endpoints.Needs(MachineScheme, scopes);

    private static TBuilder Needs<TBuilder>(this TBuilder endpoints, string scheme, string[] scopes)
        where TBuilder : IEndpointConventionBuilder => endpoints.AddOpenApiOperationTransformer((operation, context, _) =>
        {
            operation.Security = [new() { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [.. scopes] }];
            operation.Responses ??= [];
            operation.Responses["401"] = new OpenApiResponse { Description = "No token, a token that is not good, or a consent that has ended." };
            operation.Responses["403"] = new OpenApiResponse { Description = $"The token lacks the scope {scopes[0]}." };
            operation.Responses["503"] = new OpenApiResponse { Description = "The authorization server does not answer, so nothing can be shown." };
            return Task.CompletedTask;
        });

    public static TBuilder TakesQuery<TBuilder>(this TBuilder endpoints, string name, string description, JsonSchemaType type, JsonNode? example)
        where TBuilder : IEndpointConventionBuilder => endpoints.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Query,
                Description = description,
                Schema = new OpenApiSchema { Type = type },
                Example = example?.DeepClone(),
            });
            return Task.CompletedTask;
        });
}
