using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace OAuthDemo.AllInOne.Tenants;

/// <summary>Tenants are made at the street's door, and described where the rest of the testing API is.</summary>
internal sealed class TenantDocument : IOpenApiDocumentTransformer
{
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Paths["/testing/tenants"] = new OpenApiPathItem
        {
            Operations = new Dictionary<HttpMethod, OpenApiOperation>
            {
                [HttpMethod.Get] = Operation("The names of all tenants.", ("200", "The names.", new OpenApiSchema { Type = JsonSchemaType.Array, Items = Text() })),
                [HttpMethod.Post] = Operation("Makes a bank of its own, with own issuer, people, clients, keys and clock, below t/ of this issuer.",
                    ("201", "Its name and its issuer. Its own testing API is below that, and opens to the same key.", Members("name", "issuer")),
                    ("400", "The name is none: 1 to 40 small letters, digits and hyphens.", null), ("409", "There is one of that name.", null)),
            },
        };
        document.Paths["/testing/tenants"].Operations![HttpMethod.Post].RequestBody = new OpenApiRequestBody { Required = true, Content = Json(Members("name"), "Becomes part of the issuer; made if absent.") };
        document.Paths["/testing/tenants/{name}"] = new OpenApiPathItem
        {
            Operations = new Dictionary<HttpMethod, OpenApiOperation>
            {
                [HttpMethod.Delete] = Operation("Removes a tenant with all that it holds.", ("204", "It is gone.", null), ("404", "There is none of that name.", null)),
            },
            Parameters = [new OpenApiParameter { Name = "name", In = ParameterLocation.Path, Required = true, Schema = Text() }],
        };
        return Task.CompletedTask;
    }

    private static OpenApiOperation Operation(string summary, params (string Status, string Description, OpenApiSchema? Body)[] answers)
    {
        var operation = new OpenApiOperation { Summary = summary, Responses = [] };
        foreach (var (status, description, body) in answers)
            operation.Responses[status] = new OpenApiResponse { Description = description, Content = body is null ? null : Json(body) };
        return operation;
    }

    private static Dictionary<string, OpenApiMediaType> Json(OpenApiSchema schema, string? description = null)
    {
        schema.Description = description;
        return new() { ["application/json"] = new OpenApiMediaType { Schema = schema } };
    }

    private static OpenApiSchema Members(params string[] names) =>
        new() { Type = JsonSchemaType.Object, Properties = names.ToDictionary(name => name, IOpenApiSchema (_) => Text()) };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };
}
