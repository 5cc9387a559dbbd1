using System.Globalization;

namespace OAuthDemo.AppHost;

/// <summary>Writes values of the model as text: an endpoint becomes an address, a parameter a reference to its name.</summary>
/// <param name="escape">Escapes text for the manifest.</param>
/// <param name="reference">Refers to a variable.</param>
/// <param name="publicUrl">The URL of a public endpoint.</param>
internal sealed class ManifestValueWriter(
    Func<string, string> escape, Func<string, string> reference, Func<EndpointReference, string> publicUrl)
{
    /// <summary>The name of a parameter in an environment: <c>bank-api-secret</c> is <c>BANK_API_SECRET</c>.</summary>
    public static string NameOf(ParameterResource parameter) => parameter.Name.Replace('-', '_').ToUpperInvariant();

    /// <summary>The parameters that a manifest only names.</summary>
    public static IEnumerable<ParameterResource> ParametersOf(object value) => value switch
    {
        ParameterResource parameter => parameter.Default is null ? [parameter] : [],
        EndpointReference or EndpointReferenceExpression => [],
        IValueWithReferences { References: var references } => references.SelectMany(ParametersOf),
        _ => [],
    };

    /// <summary>The value as text.</summary>
    /// <exception cref="DistributedApplicationException">A manifest cannot express it.</exception>
    public string Write(object value) => value switch
    {
        string text => escape(text),
        ParameterResource { Secret: false, Default: { } constant } => escape(constant.GetDefaultValue()),
        ParameterResource parameter => reference(NameOf(parameter)),
        EndpointReference endpoint => escape(AddressOf(endpoint, EndpointProperty.Url)),
        EndpointReferenceExpression expression => escape(AddressOf(expression.Endpoint, expression.Property)),
        IResourceWithConnectionString resource => Write(resource.ConnectionStringExpression),
        ReferenceExpression { IsConditional: false } expression when expression.StringFormats.All(format => format is null) =>
            string.Format(CultureInfo.InvariantCulture, escape(expression.Format), [.. expression.ValueProviders.Select(Write)]),
        _ => throw new DistributedApplicationException($"A manifest cannot express a {value.GetType().Name}."),
    };

    private string AddressOf(EndpointReference endpoint, EndpointProperty property)
    {
        var port = PublishedContainer.PortOf(endpoint.Resource);
        return property switch
        {
            EndpointProperty.Url when endpoint.ContextNetworkID == KnownNetworkIdentifiers.PublicInternet => publicUrl(endpoint),
            EndpointProperty.Url => $"{endpoint.Scheme}://{endpoint.Resource.Name}:{port}",
            EndpointProperty.Host => endpoint.Resource.Name,
            EndpointProperty.Port or EndpointProperty.TargetPort => $"{port}",
            EndpointProperty.HostAndPort => $"{endpoint.Resource.Name}:{port}",
            _ => throw new DistributedApplicationException($"A manifest cannot express the {property} of {endpoint.Resource.Name}."),
        };
    }
}
