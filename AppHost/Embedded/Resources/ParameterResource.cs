using Microsoft.Extensions.Configuration;

namespace OAuthDemo.AppHost.Embedded;

/// <summary>A value that whoever starts the system provides, as the setting <c>Parameters:NAME</c>.</summary>
internal sealed class ParameterResource(string name, bool secret, IConfiguration configuration)
    : IResource, IValueProvider, IManifestExpressionProvider
{
    public string Name => name;

    /// <summary>Whether the value must never be shown.</summary>
    public bool Secret => secret;

    public string ValueExpression => $"{{{name}.value}}";

    // Not every shell accepts a variable with a hyphen in its name.
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<string?>(configuration[$"Parameters:{name}"] ?? configuration[$"Parameters:{UnderscoredName}"] ?? throw new DistributedApplicationException(
            $"The parameter '{name}' has no value: set --Parameters:{name}=… or Parameters__{UnderscoredName}."));

    private string UnderscoredName => name.Replace('-', '_');
}
